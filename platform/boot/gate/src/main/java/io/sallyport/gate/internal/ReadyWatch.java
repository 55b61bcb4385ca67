package io.sallyport.gate.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;

import org.osgi.framework.ServiceReference;

/**
 * Writes {@code DATA/run/ready} once every service named in the framework property {@code sallyport.ready.services} (comma separated;
 * Karaf's {@code BootFinished} by default) is registered and something listens on the loopback port {@code sallyport.ready.port} (if set), with the boot's figures; until then it says every 20 seconds on stderr and in
 * {@code DATA/run/waiting} what is missing. Thread-safe.
 */
final class ReadyWatch implements AllServiceListener {
  private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";
  private static final long MILLIS_BETWEEN_TRIES = 50;
  private static final long SECONDS_BETWEEN_REMINDERS = 20;

  private final BundleContext context;
  private final Gate gate;
  private final Path run;
  private final Set<String> wanted;
  private final Set<String> missing = new ConcurrentSkipListSet<>();
  private final ScheduledExecutorService reminder = Executors.newSingleThreadScheduledExecutor(task -> {
    Thread thread = new Thread(task, "sallyport-ready");
    thread.setDaemon(true);
    return thread;
  });

  ReadyWatch(BundleContext context, Gate gate) {
    this.context = context;
    this.gate = gate;
    this.run = gate.data().resolve("run");
    String names = context.getProperty("sallyport.ready.services");
    this.wanted = new TreeSet<>(List.of((names == null || names.isBlank() ? BOOT_FINISHED : names).strip().split("\\s*,\\s*")));
  }

  void start() {
    delete("ready");
    missing.addAll(wanted);
    context.addServiceListener(this);
    for (String name : wanted) {
      if (registered(name)) {
        seen(name);
      }
    }
    reminder.scheduleWithFixedDelay(this::remind, SECONDS_BETWEEN_REMINDERS, SECONDS_BETWEEN_REMINDERS, TimeUnit.SECONDS);
  }

  void stop() {
    context.removeServiceListener(this);
    reminder.shutdownNow();
    delete("ready");
    delete("waiting");
  }

  @Override public void serviceChanged(ServiceEvent event) {
    if (event.getType() == ServiceEvent.REGISTERED) {
      for (String name : (String[]) event.getServiceReference().getProperty(Constants.OBJECTCLASS)) {
        seen(name);
      }
    }
  }

  private void seen(String name) {
    if (missing.remove(name) && missing.isEmpty()) {
      reminder.execute(this::ready);
    }
  }

  private boolean registered(String name) {
    try {
      ServiceReference<?>[] references = context.getAllServiceReferences(name, null);
      return references != null && references.length > 0;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ready() {
    int port = Integer.parseInt(Optional.ofNullable(context.getProperty("sallyport.ready.port")).orElse("0"));
    if (port > 0 && !listening(port)) {
      missing.add("listener on 127.0.0.1:" + port);
      reminder.schedule(this::ready, MILLIS_BETWEEN_TRIES, TimeUnit.MILLISECONDS);
      return;
    }
    missing.clear();
    reminder.shutdown();
    delete("waiting");
    write("ready", figures());
  }

  private static boolean listening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void remind() {
    List<String> lines = new ArrayList<>();
    missing.forEach(name -> lines.add("service " + name));
    for (Bundle bundle : context.getBundles()) {
      boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
      if (!fragment && bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
        lines.add("bundle " + bundle.getSymbolicName() + " " + bundle.getVersion() + " is not active");
      }
    }
    String text = String.join("\n", lines) + "\n";
    write("waiting", text);
    System.err.println("SP-GATE-0011: the appliance is not ready – missing: " + String.join("; ", lines) + " – see log/karaf.log");
  }

  private String figures() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    long cpu = ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system ? system.getProcessCpuTime() : -1;
    int active = 0;
    for (Bundle bundle : context.getBundles()) {
      active += bundle.getState() == Bundle.ACTIVE ? 1 : 0;
    }
    return "pid=" + ProcessHandle.current().pid()
        + "\nboot.ms=" + (System.currentTimeMillis() - started)
        + "\ncpu.ms=" + TimeUnit.NANOSECONDS.toMillis(cpu)
        + "\nbundles=" + context.getBundles().length
        + "\nbundles.active=" + active
        + "\nverified.files=" + System.getProperty("sallyport.launcher.files", "0")
        + "\nverified.ms=" + System.getProperty("sallyport.launcher.ms", "0")
        + "\nhost.open=" + System.getProperty("sallyport.launcher.host", "")
        + "\ngate.admitted=" + gate.cost().bundles()
        + "\ngate.cost.us=" + gate.cost().micros()
        + "\nrelease=" + gate.status().inventoryRelease()
        + "\nvendor.root=" + gate.status().vendorRoot()
        + "\nsite.anchor=" + gate.status().anchor()
        + "\ngenerations=" + gate.status().generations() + "\n";
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(run);
      Path part = run.resolve(name + ".part");
      Files.writeString(part, text);
      Files.move(part, run.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      System.err.println("SP-GATE-0011: cannot write " + run.resolve(name) + ": " + e);
    }
  }

  private void delete(String name) {
    try {
      Files.deleteIfExists(run.resolve(name));
    } catch (IOException e) {
      System.err.println("SP-GATE-0011: cannot delete " + run.resolve(name) + ": " + e);
    }
  }
}
