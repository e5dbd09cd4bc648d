/* Memory for SQLite. */
#ifndef NC_EXPORT_SQLMEMORY_H
#define NC_EXPORT_SQLMEMORY_H

/* Once, before any other call of SQLite: without memory the program ends as nc_malloc does, so that
 * no row is written without a value. */
void apkg_sql_memory(void);

#endif
