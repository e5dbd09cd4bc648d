/* Notes which pieces of the program are run, in a byte a piece of the file that NC_COVERAGE names,
   which other runs may share. With NC_COVERAGE_PLACES the file of that name gets the pieces'
   addresses within the library, a line each: coverage.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop);
void __sanitizer_cov_trace_pc_guard(uint32_t *guard);
void __sanitizer_cov_pcs_init(const uintptr_t *start, const uintptr_t *stop);

static uint8_t *seen;
static int has_numbers;
static int has_places;

/* Called by each module; ours is the first. */
void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop)
{
    const char *path = getenv("NC_COVERAGE");
    if (start == stop || has_numbers || !path)
        return;
    has_numbers = 1;
    size_t size = (size_t)(stop - start) + 1;
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0)
        return;
    void *at = ftruncate(file, (off_t)size) == 0
                   ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
                   : MAP_FAILED;
    close(file);
    if (at == MAP_FAILED)
        return;
    seen = at;
    uint32_t number = 0;
    for (uint32_t *guard = start; guard < stop; guard++)
        *guard = ++number;
}

void __sanitizer_cov_trace_pc_guard(uint32_t *guard)
{
    if (*guard) {
        seen[*guard - 1] = 1;
        *guard = 0;
    }
}

void __sanitizer_cov_pcs_init(const uintptr_t *start, const uintptr_t *stop)
{
    const char *path = getenv("NC_COVERAGE_PLACES");
    Dl_info module;
    if (start == stop || has_places || !path || !dladdr((const void *)start[0], &module))
        return;
    has_places = 1;
    FILE *out = fopen(path, "w");
    for (const uintptr_t *pc = start; out && pc < stop; pc += 2)
        fprintf(out, "0x%lx\n", (unsigned long)(pc[0] - (uintptr_t)module.dli_fbase));
    if (out)
        fclose(out);
}
