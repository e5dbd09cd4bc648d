/* Records the single message of a failed run. */
#include "base/fail.h"

int nc_fail(struct nc_fail *f, const char *fmt, ...)
{
    if (f->message.n)
        return -1;
    va_list ap;
    va_start(ap, fmt);
    nc_buf_vprintf(&f->message, fmt, ap);
    va_end(ap);
    return -1;
}
