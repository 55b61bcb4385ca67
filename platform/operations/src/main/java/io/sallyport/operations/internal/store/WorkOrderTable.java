package io.sallyport.operations.internal.store;

import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.operations.StoredWorkOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** SQL of the table {@code work_order}. Stateless. */
final class WorkOrderTable {
  private static final String SELECT = "SELECT number, proposal_key, insight, capability, asset, priority, title, description, state, created,"
      + " changed, changed_by FROM operations.work_order";
  private static final Severity[] SEVERITIES = Severity.values();

  /** @throws io.sallyport.trust.RefusedException SP-WORK-0002 if it cannot be kept */
  static void check(WorkOrderProposal proposal) {
    Fields.text("key", proposal.key(), 256);
    Fields.present("insight", proposal.insight());
    Fields.text("asset", proposal.asset(), 256);
    Fields.present("priority", proposal.priority());
    Fields.text("title", proposal.title(), 512);
    Fields.text("description", proposal.description(), 4_000);
  }

  void insert(Connection connection, StoredWorkOrder stored) throws SQLException {
    WorkOrder order = stored.order();
    WorkOrderProposal proposal = order.proposal();
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO operations.work_order (number, proposal_key, insight, capability,"
        + " asset, priority, title, description, state, created, changed, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, order.number());
      insert.setString(2, proposal.key());
      insert.setString(3, proposal.insight().toString());
      insert.setString(4, stored.capability());
      insert.setString(5, proposal.asset());
      insert.setInt(6, proposal.priority().ordinal());
      insert.setString(7, proposal.title());
      insert.setString(8, proposal.description());
      insert.setString(9, order.state().name());
      insert.setLong(10, Times.nanos(order.created()));
      insert.setLong(11, Times.nanos(stored.changed()));
      insert.setString(12, stored.changedBy());
      insert.executeUpdate();
    }
  }

  void lock(Connection connection, String number) throws SQLException {
    try (PreparedStatement touch = connection.prepareStatement("UPDATE operations.work_order SET changed = changed WHERE number = ?")) {
      touch.setString(1, number);
      touch.executeUpdate();
    }
  }

  void change(Connection connection, String number, WorkOrder.State to, Instant when, String by) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement("UPDATE operations.work_order SET state = ?, changed = ?, changed_by = ? WHERE number = ?")) {
      update.setString(1, to.name());
      update.setLong(2, Times.nanos(when));
      update.setString(3, by);
      update.setString(4, number);
      update.executeUpdate();
    }
  }

  Optional<StoredWorkOrder> byKey(Connection connection, String key) throws SQLException {
    return one(connection, " WHERE proposal_key = ?", key);
  }

  Optional<StoredWorkOrder> byNumber(Connection connection, String number) throws SQLException {
    return one(connection, " WHERE number = ?", number);
  }

  List<StoredWorkOrder> list(Connection connection, int max) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + " ORDER BY created DESC, number DESC")) {
      select.setMaxRows(max);
      return read(select);
    }
  }

  private static Optional<StoredWorkOrder> one(Connection connection, String where, String value) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + where)) {
      select.setString(1, value);
      return read(select).stream().findFirst();
    }
  }

  private static List<StoredWorkOrder> read(PreparedStatement select) throws SQLException {
    List<StoredWorkOrder> orders = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        WorkOrderProposal proposal = new WorkOrderProposal(row.getString("proposal_key"), UUID.fromString(row.getString("insight")),
            row.getString("asset"), SEVERITIES[row.getInt("priority")], row.getString("title"), row.getString("description"));
        WorkOrder order = new WorkOrder(row.getString("number"), WorkOrderJournal.SYSTEM, proposal,
            WorkOrder.State.valueOf(row.getString("state")), Times.instant(row.getLong("created")));
        orders.add(new StoredWorkOrder(order, row.getString("capability"), Times.instant(row.getLong("changed")), row.getString("changed_by")));
      }
    }
    return orders;
  }
}
