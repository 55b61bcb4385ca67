package io.sallyport.http.internal.metrics;

import io.sallyport.audit.AuditLog;
import io.sallyport.http.internal.area.BuildInfo;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.Readiness;
import io.sallyport.http.internal.listener.Connections;
import io.sallyport.http.internal.oip.WorkPlaces;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The appliance's part of the page. */
final class ApplianceFigures {
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  private final BuildInfo build;
  private final AuditLog audit;
  private final Readiness readiness;
  private final Connections connections;
  private final WorkPlaces places;
  private final HttpFigures http;

  ApplianceFigures(BuildInfo build, AuditLog audit, Readiness readiness, Connections connections, WorkPlaces places, HttpFigures http) {
    this.build = build;
    this.audit = audit;
    this.readiness = readiness;
    this.connections = connections;
    this.places = places;
    this.http = http;
  }

  void write(PrometheusText page) {
    page.head("sallyport_info", "gauge", "1, with the release, and whether the vendor root is of development or production");
    page.sample("sallyport_info", new TreeMap<>(Map.of("release", build.release(), "vendor_root", build.vendorRoot().toString())), 1);
    page.single("sallyport_ready", "gauge", "1 while everything in the running generation runs", readiness.isReady() ? 1 : 0);
    page.single("sallyport_generation", "gauge", "Number of the running generation", readiness.generation());
    page.single("sallyport_audit_entries_total", "counter", "Entries of the audit log on disk", audit.size());
    page.single("sallyport_uptime_seconds", "gauge", "Since the start", ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS);
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    page.single("sallyport_heap_used_bytes", "gauge", "Of the Java heap", heap.getUsed());
    page.single("sallyport_heap_max_bytes", "gauge", "To which the Java heap may grow", heap.getMax());
    page.single("sallyport_threads", "gauge", "Live threads", ManagementFactory.getThreadMXBean().getThreadCount());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean system) {
      page.single("sallyport_process_cpu_seconds_total", "counter", "CPU time of the appliance", system.getProcessCpuTime() / NANOS);
      page.single("sallyport_open_files", "gauge", "Open file descriptors", system.getOpenFileDescriptorCount());
    }
    page.single("sallyport_http_connections", "gauge", "Connections that are open", connections.open());
    page.head("sallyport_http_connections_cut_total", "counter", "Connections that were cut: a slow head, too many of one address, to make room, at rest for too long, a slow reader");
    connections.cuts().forEach((why, count) -> page.sample("sallyport_http_connections_cut_total", Map.of("why", why.label()), count));
    page.single("sallyport_http_inference_memory_bytes", "gauge", "Memory of inference requests: bodies, tensors, answers, and what is kept for the next ones", places.memory());
    page.single("sallyport_http_inference_memory_peak_bytes", "gauge", "The most of it, since the start or since settings changed", places.memoryPeak());
    page.single("sallyport_http_inference_memory_limit_bytes", "gauge", "What it may become (bodies.max.bytes)", places.memoryLimit());
    page.head("sallyport_http_answers_total", "counter", "Answers over HTTP by area and status");
    http.answers().forEach((answers, count) -> {
      Map<String, String> labels = new LinkedHashMap<>();
      labels.put("area", answers.area());
      labels.put("status", Integer.toString(answers.status()));
      page.sample("sallyport_http_answers_total", labels, count);
    });
  }
}
