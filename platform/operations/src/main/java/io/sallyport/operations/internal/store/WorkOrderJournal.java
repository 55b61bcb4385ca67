package io.sallyport.operations.internal.store;

import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrder.State;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.operations.StoredWorkOrder;
import io.sallyport.operations.WorkOrders;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The work-order journal in the operations database, each change recorded before it is visible. Thread-safe. */
@Component(service = {WorkOrders.class, WorkOrderJournal.class}, configurationPid = WorkOrderJournal.PID)
@Designate(ocd = WorkOrderJournal.Config.class)
public final class WorkOrderJournal implements WorkOrders {
  /** Who keeps these work orders. */
  public static final String SYSTEM = "journal";

  static final String PID = "io.sallyport.operations.workorders";

  private static final int LARGEST_LIST = 10_000;
  private static final Map<State, Set<State>> STEPS = Map.of(
      State.PROPOSED, Set.of(State.RELEASED, State.CANCELLED),
      State.RELEASED, Set.of(State.COMPLETED, State.CANCELLED),
      State.COMPLETED, Set.of(),
      State.CANCELLED, Set.of());

  private final Database database;
  private final Recorder recorder;
  private final SiteRule<WorkOrderPolicy> policy;
  private final Clock clock;
  private final WorkOrderTable table = new WorkOrderTable();

  /** The site's rule for work orders. */
  @ObjectClassDefinition(name = "Work orders", description = "What happens to work that a capability proposes")
  public @interface Config {
    @AttributeDefinition(description = "Least urgent priority whose work order is released without a person; one below stays PROPOSED") Severity severity_automatic() default Severity.HIGH;
  }

  @Activate
  public WorkOrderJournal(@Reference OperationsDatabase operations, @Reference AuditLog log, Config config) {
    this(operations.database(), log, WorkOrderPolicy.USUAL, Clock.systemUTC());
    change(config);
  }

  WorkOrderJournal(Database database, AuditLog log, WorkOrderPolicy policy, Clock clock) {
    this.database = database;
    this.recorder = new Recorder(log);
    this.policy = new SiteRule<>(PID, policy, log);
    this.clock = clock;
  }

  /** Another rule holds at once, for what is proposed from now on. */
  @Modified
  public void change(Config config) {
    policy.set(() -> new WorkOrderPolicy(config.severity_automatic()));
  }

  /**
   * Creates the work order, or returns the one already made for that key; durable and recorded when it returns.
   *
   * @param capability the package that proposes it
   * @throws RefusedException SP-WORK-0002 a field cannot be kept, -0003 the key is another package's, -0007 it could not be recorded,
   *     -0001 the database failed
   */
  public WorkOrder propose(WorkOrderProposal proposal, String capability) {
    WorkOrderTable.check(proposal);
    Optional<StoredWorkOrder> made = database.transaction(connection -> table.byKey(connection, proposal.key()));
    return own(made.orElseGet(() -> create(proposal, capability)), capability).order();
  }

  @Override
  public List<StoredWorkOrder> list(int max) {
    if (max < 1 || max > LARGEST_LIST) {
      throw new IllegalArgumentException("max must be 1 to " + LARGEST_LIST + ", got " + max);
    }
    return database.transaction(connection -> table.list(connection, max));
  }

  @Override
  public Optional<StoredWorkOrder> find(String number) {
    return database.transaction(connection -> table.byNumber(connection, number));
  }

  @Override
  public StoredWorkOrder change(String number, State to, Actor by) {
    return database.transaction(connection -> {
      table.lock(connection, number);
      StoredWorkOrder before = table.byNumber(connection, number).orElseThrow(() -> unknown(number));
      if (!STEPS.get(before.order().state()).contains(to)) {
        throw new RefusedException(new Refusal("SP-WORK-0006", "a work order that is " + before.order().state() + " cannot become " + to,
            "workorder/" + number, "see workorder:info " + number));
      }
      Instant now = clock.instant();
      table.change(connection, number, to, now, by.name());
      recorder.record(change(before, to, by));
      WorkOrder order = before.order();
      return new StoredWorkOrder(new WorkOrder(order.number(), order.system(), order.proposal(), to, order.created()), before.capability(),
          Times.instant(Times.nanos(now)), by.name());
    });
  }

  private StoredWorkOrder create(WorkOrderProposal proposal, String capability) {
    return database.transaction(connection -> {
      long number = SequenceNumber.next(connection, "work_order"); // from here on the others wait, so the key is looked up once more
      Optional<StoredWorkOrder> made = table.byKey(connection, proposal.key());
      if (made.isPresent()) {
        connection.rollback(); // gives the number back
        return made.get();
      }
      Instant now = clock.instant();
      WorkOrder order = new WorkOrder(String.format(Locale.ROOT, "WO-%06d", number), SYSTEM, proposal, policy.get().stateOf(proposal.priority()), now);
      StoredWorkOrder stored = new StoredWorkOrder(order, capability, now, capability);
      table.insert(connection, stored);
      recorder.record(AuditEntry.of("workorder.created").system(capability).action("create").object("workorder/" + order.number())
          .after(state(order)).correlation(proposal.insight().toString()).build());
      return stored;
    });
  }

  private static StoredWorkOrder own(StoredWorkOrder stored, String capability) {
    if (!stored.capability().equals(capability)) {
      throw new RefusedException(new Refusal("SP-WORK-0003", capability + " used a key of " + stored.capability(),
          "workorder/" + stored.order().number(), "make the keys of " + capability + " unique, from the insight's id"));
    }
    return stored;
  }

  private static AuditEntry change(StoredWorkOrder before, State to, Actor by) {
    WorkOrder order = before.order();
    String insight = order.proposal().insight().toString();
    return AuditEntry.of("workorder.changed").actor(by).action(to.name().toLowerCase(Locale.ROOT))
        .object("workorder/" + order.number()).before(JsonObject.builder().put("state", order.state().name()).build())
        .after(JsonObject.builder().put("state", to.name()).build()).correlation(insight).build();
  }

  private static JsonObject state(WorkOrder order) {
    WorkOrderProposal proposal = order.proposal();
    return JsonObject.builder().put("state", order.state().name()).put("asset", proposal.asset()).put("priority", proposal.priority().name())
        .put("title", proposal.title()).put("insight", proposal.insight().toString()).build();
  }

  private static RefusedException unknown(String number) {
    return new RefusedException(new Refusal("SP-WORK-0005", "no such work order", "workorder/" + number, "see workorder:list"));
  }
}
