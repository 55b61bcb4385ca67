package io.sallyport.itests.appliance.attack.probe;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Signed, approved, running – and then hostile: drives the framework's own {@code Bundle.update} and {@code installBundle} on the way in.
 * Fails, and so rolls itself back, if any of it works.
 */
public final class Turncoat implements Plugin {
  private final BundleContext context;
  private final List<String> succeeded = new ArrayList<>();
  private int refused;

  Turncoat(BundleContext context) {
    this.context = context;
  }

  @Override
  public void prepare() {
    Bundle victim = victim();
    attempt("update of a running bundle with its own bytes", () -> victim.update(resource("victim.bin")));
    attempt("update of a running bundle with other bytes", () -> victim.update(resource("foreign.bin")));
    attempt("installation of foreign bytes", () -> context.installBundle("turncoat:foreign", resource("foreign.bin")));
    attempt("installation of a framework extension", () -> context.installBundle("turncoat:extension", resource("extension.bin")));
    attempt("installation by reference", () -> context.installBundle("reference:file:" + System.getProperty("java.io.tmpdir")));
    if (!succeeded.isEmpty()) {
      throw new IllegalStateException("the appliance let this through: " + succeeded);
    }
  }

  @Override
  public void start() {
    // Its work is done.
  }

  @Override
  public void stop() {
    // Nothing runs.
  }

  @Override
  public synchronized Health health() {
    return succeeded.isEmpty() ? Health.ok(refused + " attempts refused") : Health.failed("let through: " + succeeded);
  }

  private Bundle victim() {
    String name = new String(read("victim.name"), java.nio.charset.StandardCharsets.UTF_8).strip();
    for (Bundle bundle : context.getBundles()) {
      if (name.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE) {
        return bundle;
      }
    }
    throw new IllegalStateException("no running bundle " + name);
  }

  private static InputStream resource(String name) {
    return new ByteArrayInputStream(read(name));
  }

  private static byte[] read(String name) {
    try (InputStream in = Turncoat.class.getResourceAsStream("/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void attempt(String what, Attempt attempt) {
    try {
      attempt.run();
      succeeded.add(what);
    } catch (BundleException | RuntimeException e) {
      refused++;
    }
  }

  /** May throw what the framework throws. */
  @FunctionalInterface
  public interface Attempt {
    void run() throws BundleException;
  }
}
