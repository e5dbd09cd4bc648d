/* Checks for unit tests: a test is a program that returns check_result() from main. */
#ifndef NC_TESTS_CHECK_H
#define NC_TESTS_CHECK_H

#include <stdio.h>
#include <string.h>

static int check_failures, check_count;

#define CHECK(condition) check_(!!(condition), #condition, __FILE__, __LINE__)
/* Both are NUL-terminated. */
#define CHECK_STR(actual, expected) check_str_((actual), (expected), __FILE__, __LINE__)

static inline int check_(int ok, const char *what, const char *file, int line)
{
    check_count++;
    if (!ok) {
        check_failures++;
        fprintf(stderr, "%s:%d: %s\n", file, line, what);
    }
    return ok;
}

static inline int check_str_(const char *actual, const char *expected, const char *file, int line)
{
    int ok = actual && strcmp(actual, expected) == 0;
    check_(ok, "texts differ", file, line);
    if (!ok)
        fprintf(stderr, "  expected: %s\n  actual:   %s\n", expected, actual ? actual : "(null)");
    return ok;
}

/* The exit status; a test that checked nothing has failed. */
static inline int check_result(void)
{
    if (check_count == 0)
        fprintf(stderr, "nothing was checked\n");
    return check_failures || check_count == 0;
}

#endif
