package io.tradebot.ops.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.Map;

/** Memory, collections, threads and files of this process, in the names that boards for Java use. Any thread. */
final class JvmGauges {

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private JvmGauges() {
    }

    /** By the name that queries use. */
    static Map<String, Collector> all() {
        return Map.of(
            "jvm_memory_used_bytes", GaugeWithCallback.builder().name("jvm_memory_used_bytes").help("Memory in use").labelNames("area").callback(callback -> {
                callback.call(heap().getUsed(), "heap");
                callback.call(other().getUsed(), "nonheap");
            }).build(),
            "jvm_memory_max_bytes", GaugeWithCallback.builder().name("jvm_memory_max_bytes").help("Most memory that may be used").labelNames("area")
                .callback(callback -> callback.call(heap().getMax(), "heap")).build(),
            "jvm_gc_collection_seconds_total", CounterWithCallback.builder().name("jvm_gc_collection_seconds_total").help("Time spent in collections").labelNames("gc").callback(callback -> {
                for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
                    callback.call(Math.max(0, gc.getCollectionTime()) / MILLIS, gc.getName().toLowerCase(Locale.ROOT).replace(' ', '_'));
                }
            }).build(),
            "jvm_threads_current", GaugeWithCallback.builder().name("jvm_threads_current").help("Threads").callback(callback ->
                callback.call(ManagementFactory.getThreadMXBean().getThreadCount())).build(),
            "process_open_fds", GaugeWithCallback.builder().name("process_open_fds").help("Open files and connections").callback(callback -> {
                if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
                    callback.call(unix.getOpenFileDescriptorCount());
                }
            }).build(),
            "process_cpu_seconds_total", CounterWithCallback.builder().name("process_cpu_seconds_total").help("Processor time used").callback(callback -> {
                if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
                    callback.call(Math.max(0, unix.getProcessCpuTime()) / NANOS);
                }
            }).build(),
            "process_start_time_seconds", GaugeWithCallback.builder().name("process_start_time_seconds").help("When the process started, seconds since the epoch").callback(callback ->
                callback.call(ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS)).build());
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    private static MemoryUsage other() {
        return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    }
}
