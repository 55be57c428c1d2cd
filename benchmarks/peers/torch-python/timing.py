"""How a workload is timed: the same rules as in Glissade's own program (Sampler.java)."""

import math
import statistics
import sys
import time


class Timing:
    """Times calls and prints the lines `workload,peer,threads,metric,value`."""

    def __init__(self, options):
        self.options = options

    def wanted(self, name):
        return self.options.only.search(name) is not None

    def line(self, name, metric, value):
        text = value if isinstance(value, str) else f"{value:.6g}"
        print(name, self.options.peer, self.options.threads, metric, text, sep=",", flush=True)

    def calls(self, name, setup, work):
        """Times short calls. `setup` makes the data and returns the call, `work` turns seconds into metrics."""
        options = self.options
        self._time(name, setup, work, "time_us", 1e6,
                   lambda call: _samples(call, 3, options.warm, options.samples, options.sample))

    def epochs(self, name, setup, work):
        """Times calls of seconds: one to warm up, three samples."""
        self._time(name, setup, work, "epoch_s", 1, lambda call: _samples(call, 1, 0, 3, 0))

    def _time(self, name, setup, work, metric, unit, sample):
        if not self.wanted(name):
            return
        try:
            times = sample(setup())
        except Exception as error:  # whatever it is, the other workloads go on
            self.line(name, "error", type(error).__name__)
            print(f"{name}: {error}", file=sys.stderr)
            return
        middle = statistics.median(times)
        self.line(name, metric, middle * unit)
        self.line(name, metric + "_min", min(times) * unit)
        self.line(name, metric + "_max", max(times) * unit)
        for derived, value in work(middle).items():
            self.line(name, derived, value)


def _seconds(call, count):
    start = time.perf_counter()
    for _ in range(count):
        call()
    return time.perf_counter() - start


def _samples(call, warm_calls, warm_seconds, samples, sample_seconds):
    start = time.perf_counter()
    done = 0
    while done < warm_calls or time.perf_counter() - start < warm_seconds:
        call()
        done += 1
    count = _calls_in_a_sample(call, sample_seconds)
    return [_seconds(call, count) / count for _ in range(samples)]


def _calls_in_a_sample(call, sample_seconds):
    if sample_seconds == 0:
        return 1
    count = 1
    while True:
        seconds = _seconds(call, count)
        if seconds >= sample_seconds / 4:
            return max(1, math.ceil(count * sample_seconds / seconds))
        count *= 2


def flop(count):
    return lambda seconds: {"gflops": count / seconds / 1e9}


def elements(n, size):
    return lambda seconds: {"ns_per_elem": seconds * 1e9 / n, "gb_s": size * n / seconds / 1e9}


def params(n, size):
    return lambda seconds: {"ns_per_param": seconds * 1e9 / n, "gb_s": size * n / seconds / 1e9}


def samples(n):
    return lambda seconds: {"samples_s": n / seconds}
