package io.sallyport.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sallyport.gate.GateControl;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.operations.Signals;
import io.sallyport.provision.Generations;
import io.sallyport.provision.lease.Router;
import java.io.IOException;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The platform seen from inside the assembly, without the gate. JUnit 4: Pax Exam's released driver. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PlatformIT {
  private static final Set<String> COMMANDS = Set.of("model:list", "model:info", "infer:bench", "signal:list", "insight:list", "workorder:list", "opcua:certificates", "opcua:trust",
      "medium:import", "package:list", "generation:plan", "generation:approve", "generation:apply", "audit:verify", "appliance:status");

  /** Component, PID, a key of it, another value. */
  private static final String[][] SETTINGS = {
      {"io.sallyport.audit.internal.AuditLogComponent", "io.sallyport.audit", "checkpoint.interval.ms", "1001"},
      {"io.sallyport.identity.internal.SessionsComponent", "io.sallyport.identity.sessions", "idle.minutes", "16"},
      {"io.sallyport.inference.internal.Capacity", "io.sallyport.inference", "deadline.ms", "5001"},
      {"io.sallyport.inference.internal.Trials", "io.sallyport.inference.trial", "seconds", "31"},
      {"io.sallyport.operations.internal.signal.SignalSinkComponent", "io.sallyport.operations.signals", "queue.batches", "4097"},
      {"io.sallyport.operations.internal.store.AlarmStore", "io.sallyport.operations.alarms", "realarm.minutes", "61"},
      {"io.sallyport.operations.internal.store.WorkOrderJournal", "io.sallyport.operations.workorders", "severity.automatic", "MEDIUM"},
      {"io.sallyport.provision.internal.plugin.PluginRuntime", "io.sallyport.provision.plugin", "register.timeout.ms", "15001"}};

  @Inject
  private BundleContext context;
  @Inject
  private Router router;
  @Inject
  private ModelCatalog models;
  @Inject
  private Signals signals;
  @Inject
  private SessionFactory sessions;
  @Inject
  private ServiceComponentRuntime runtime;
  @Inject
  private ConfigurationAdmin configurations;

  @Configuration
  public Option[] configuration() {
    return new Option[] {AssemblyOptions.all()};
  }

  @Test
  public void everyBundleOfThePlatformIsActive() {
    List<String> inactive = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
      if (!fragment && bundle.getState() != Bundle.ACTIVE) {
        inactive.add(bundle.getSymbolicName());
      }
    }
    assertEquals(List.of(), inactive);
  }

  @Test
  public void inferenceAndOperationsServeAndAreEmpty() {
    assertEquals(List.of(), models.models());
    assertEquals(List.of(), signals.list());
  }

  @Test
  public void routerGivesNoLeaseOnWhatWasNotPromoted() {
    assertEquals(List.of(), router.active());
    assertTrue(router.lease("radiator-anomaly").isEmpty());
    assertTrue("the probe's own bundle", router.lease(context.getBundle()).isEmpty());
  }

  /** Else every change of a file of the site would take capabilities, models, sessions and the audit log itself away from those who use them. */
  @Test
  public void aChangeOfSettingsReplacesNothingThatOthersHold() throws IOException {
    Components components = new Components(context, runtime, configurations);
    List<String> replaced = new ArrayList<>();
    for (String[] one : SETTINGS) {
      if (!components.outlives(one[0], one[1], one[2], one[3])) {
        replaced.add(one[0]);
      }
    }
    assertEquals(List.of(), replaced);
    assertFalse("one that opens another port is another one, and this test sees that",
        components.outlives("io.sallyport.vault.internal.DiodeReception", "io.sallyport.diode", "silence.s", "61"));
  }

  @Test
  public void nothingIsCommandedWithoutAGate() throws IOException {
    assertNull("provision runs without a gate", context.getServiceReference(Generations.class));
    assertFalse(registered().contains("generation:list"));
    // The gate itself cannot be here; one that admits nothing is enough for provision to come up.
    context.registerService(GateControl.class, new ClosedGate(), null);
    // The console registers the commands of a bundle on a thread of its own, once all their services are there.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!registered().containsAll(COMMANDS) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    Set<String> missing = COMMANDS.stream().filter(command -> !registered().contains(command)).collect(Collectors.toSet());
    assertEquals(Set.of(), missing);
    assertTrue("an apply may be under way", new Components(context, runtime, configurations).outlives("io.sallyport.provision.internal.ProvisionComponent", "io.sallyport.provision", "health.window.ms", "3001"));
    assertFalse("kar", registered().stream().anyMatch(command -> command.startsWith("kar:")));
  }

  /** What an administrator who also approves may see: others do not even see what they may not use. */
  private Set<String> registered() {
    Subject admin = new Subject(true, Set.of(new RolePrincipal("admin"), new RolePrincipal("viewer"), new RolePrincipal("quality")), Set.of(), Set.of());
    return Subject.doAs(admin, (PrivilegedAction<Set<String>>) () -> sessions.getRegistry().getCommands().stream().map(command -> command.getScope() + ":" + command.getName()).collect(Collectors.toSet()));
  }
}
