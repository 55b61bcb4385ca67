package io.sallyport.gate.internal;

import io.sallyport.gate.GateControl;
import io.sallyport.gate.GateRefusal;
import io.sallyport.gate.GateStatus;
import io.sallyport.gate.ReloadReport;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;

/** Started with the system bundle, before any other bundle: resolver hook, the gate's service, the watch for readiness. */
final class GateActivator implements BundleActivator {
  private final Gate gate;
  private ReadyWatch ready;

  GateActivator(Gate gate) {
    this.gate = gate;
  }

  @Override public void start(BundleContext context) {
    context.registerService(ResolverHookFactory.class, new AdmissionHook(gate), null);
    context.registerService(GateControl.class, new GateControl() {
      @Override public ReloadReport reload() {
        return gate.reload(context);
      }

      @Override public List<GateRefusal> refusals(int max) {
        return gate.refusals(max);
      }

      @Override public GateStatus status() {
        return gate.status();
      }
    }, null);
    ready = new ReadyWatch(context, gate);
    ready.start();
  }

  @Override public void stop(BundleContext context) {
    ready.stop();
  }
}
