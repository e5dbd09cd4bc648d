"""One run of a program, measured."""
import os
import time


def once(command, folder):
    """Processor seconds, wall seconds, peak kilobytes, exit status; then the processor seconds of the program and of the system."""
    begin = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        os.execv(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, usage.ru_maxrss, status, usage.ru_utime, usage.ru_stime
