package io.sallyport.provision.testplugin;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Packed into test bundles. Fails where its bundle's header {@code Test-Fail} says, and logs its life into a list in the system properties. */
public final class TestPlugin implements BundleActivator, Plugin {
  private String version;
  private String fail;

  @Override
  public void start(BundleContext context) {
    version = context.getBundle().getVersion().toString();
    fail = String.valueOf(context.getBundle().getHeaders().get("Test-Fail"));
    if (fail.equals("activator")) {
      throw new IllegalStateException("activator fails");
    }
    if (!fail.equals("register")) {
      ServiceRegistration<Plugin> registered = context.registerService(Plugin.class, this, null);
      context.registerService(Runnable.class, () -> replace(context, registered), null);
    }
  }

  /** As Declarative Services does when a service that a component refers to is replaced: another instance in this one's place. */
  private void replace(BundleContext context, ServiceRegistration<Plugin> registered) {
    registered.unregister();
    stop();
    TestPlugin next = new TestPlugin();
    next.version = version;
    next.fail = fail;
    context.registerService(Plugin.class, next, null);
  }

  @Override
  public void stop(BundleContext context) {
    log("bundle stopped");
  }

  @Override
  public void prepare() {
    step("prepare");
  }

  @Override
  public List<CheckResult> prove() {
    return List.of(new CheckResult("self-test", !fail.equals("prove"), "1 V", "2 V"));
  }

  @Override
  public void start() {
    step("start");
  }

  @Override
  public void stop() {
    log("stop");
  }

  @Override
  public Health health() {
    return fail.equals("health") ? Health.failed("too warm") : Health.ok("fine");
  }

  private void step(String name) {
    log(name);
    if (fail.equals(name)) {
      throw new IllegalStateException(name + " fails");
    }
  }

  @SuppressWarnings("unchecked")
  private void log(String what) {
    ((List<String>) System.getProperties().get("sallyport.test.log")).add(what + " " + version);
  }
}
