/* Memory for SQLite. */
#ifndef NC_EXPORT_SQLMEMORY_H
#define NC_EXPORT_SQLMEMORY_H

/* Call once, before any other call of SQLite. When memory runs out, the program then ends as
 * nc_malloc does, so that no row is written without a value. */
void apkg_sql_memory(void);

#endif
