/* A pool of threads around a ring of results. */
#include "app/workers.h"

#include "base/arena.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct slot {
    void *result;
    bool ready;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t made, taken;
    /* the next item to work on; the number of items taken */
    size_t count, next, done;
    /* slots: how far work may run ahead of taking results */
    size_t window;
    struct slot *slots;
    bool stop;
    nc_work_fn work;
    void *ctx;
};

/* A thread of a pool. */
struct hand {
    pthread_t thread;
    struct pool *pool;
    struct nc_worker *worker;
};

/* Works on one item and frees its arena. */
static void *make(struct nc_worker *worker, nc_work_fn work, void *ctx, size_t i)
{
    worker->arena = nc_arena_new();
    void *result = work(ctx, worker, i);
    nc_arena_free(worker->arena);
    worker->arena = NULL;
    return result;
}

static void *lend(void *arg)
{
    struct hand *h = arg;
    struct pool *p = h->pool;
    pthread_mutex_lock(&p->lock);
    while (!p->stop && p->next < p->count) {
        if (p->next >= p->done + p->window) {
            pthread_cond_wait(&p->taken, &p->lock);
            continue;
        }
        size_t i = p->next++;
        pthread_mutex_unlock(&p->lock);
        void *result = make(h->worker, p->work, p->ctx, i);
        pthread_mutex_lock(&p->lock);
        p->slots[i % p->window] = (struct slot){result, true};
        pthread_cond_signal(&p->made);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static int work_alone(struct nc_worker *worker, size_t count, nc_work_fn work, nc_take_fn take,
                      void *ctx)
{
    for (size_t i = 0; i < count; i++) {
        int err = take(ctx, i, make(worker, work, ctx, i));
        if (err)
            return err;
    }
    return 0;
}

static int take_all(struct pool *p, nc_take_fn take)
{
    int err = 0;
    pthread_mutex_lock(&p->lock);
    while (p->done < p->count && !err) {
        struct slot *s = &p->slots[p->done % p->window];
        if (!s->ready) {
            pthread_cond_wait(&p->made, &p->lock);
            continue;
        }
        void *result = s->result;
        *s = (struct slot){NULL, false};
        pthread_mutex_unlock(&p->lock);
        err = take(p->ctx, p->done, result);
        pthread_mutex_lock(&p->lock);
        p->done++;
        pthread_cond_broadcast(&p->taken);
    }
    p->stop = true;
    pthread_cond_broadcast(&p->taken);
    pthread_mutex_unlock(&p->lock);
    return err;
}

static unsigned processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 64 ? 64 : (unsigned)n;
}

void nc_workers_init(struct nc_workers *w, unsigned jobs)
{
    w->count = jobs ? jobs : processors();
    w->items = nc_calloc(w->count, sizeof *w->items);
}

void nc_workers_dispose(struct nc_workers *w)
{
    for (unsigned i = 0; i < w->count; i++)
        if (w->items[i].math.held)
            w->items[i].math.free(w->items[i].math.held);
    free(w->items);
    *w = (struct nc_workers){0};
}

int nc_work(struct nc_workers *w, size_t count, nc_work_fn work, nc_take_fn take, nc_drop_fn drop,
            void *ctx)
{
    unsigned jobs = w->count < count ? w->count : (unsigned)count;
    if (jobs <= 1)
        return work_alone(w->items, count, work, take, ctx);
    struct pool p = {.count = count, .window = (size_t)jobs * 4, .work = work, .ctx = ctx};
    p.slots = nc_calloc(p.window, sizeof *p.slots);
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.made, NULL);
    pthread_cond_init(&p.taken, NULL);
    struct hand *hands = nc_calloc(jobs, sizeof *hands);
    unsigned started = 0;
    /* Signals go to the calling thread, which knows what is half done. */
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    while (started < jobs) {
        struct hand *h = &hands[started];
        *h = (struct hand){.pool = &p, .worker = &w->items[started]};
        if (pthread_create(&h->thread, NULL, lend, h) != 0)
            break;
        started++;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    int err = started ? take_all(&p, take) : work_alone(w->items, count, work, take, ctx);
    for (unsigned i = 0; i < started; i++)
        pthread_join(hands[i].thread, NULL);
    for (size_t i = 0; i < p.window; i++)
        if (p.slots[i].ready)
            drop(ctx, p.slots[i].result);
    pthread_cond_destroy(&p.taken);
    pthread_cond_destroy(&p.made);
    pthread_mutex_destroy(&p.lock);
    free(hands);
    free(p.slots);
    return err;
}
