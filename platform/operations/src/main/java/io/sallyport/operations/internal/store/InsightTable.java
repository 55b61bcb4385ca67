package io.sallyport.operations.internal.store;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.operations.InsightQuery;
import io.sallyport.operations.StoredInsight;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** SQL of the tables {@code insight} and {@code contribution}. Stateless. */
final class InsightTable {
  private static final int MOST_CONTRIBUTIONS = 1_000;
  private static final String COLUMNS = "id, capability, asset, severity, title, from_time, until_time, correlation, model_name, model_version,"
      + " model_digest, basis, score, threshold, unit, evidence_from, evidence_to, detected, stored, changed";
  private static final String UPDATE = "UPDATE operations.insight SET capability = ?, asset = ?, severity = ?, title = ?, from_time = ?,"
      + " until_time = ?, correlation = ?, model_name = ?, model_version = ?, model_digest = ?, basis = ?, score = ?, threshold = ?,"
      + " unit = ?, evidence_from = ?, evidence_to = ?, changed = ?, unwatched = ? WHERE id = ?";
  private static final String INSERT = "INSERT INTO operations.insight (capability, asset, severity, title, from_time, until_time, correlation,"
      + " model_name, model_version, model_digest, basis, score, threshold, unit, evidence_from, evidence_to, changed, unwatched, id, detected, stored)"
      + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final Severity[] SEVERITIES = Severity.values();

  /** @throws io.sallyport.trust.RefusedException SP-WORK-0002 if it cannot be kept */
  static void check(Insight insight) {
    Fields.present("id", insight.id());
    Fields.text("asset", insight.asset(), 256);
    Fields.present("severity", insight.severity());
    Fields.text("title", insight.title(), 512);
    Fields.text("correlation", insight.correlation(), 256);
    Times.nanos(Fields.present("from", insight.from()));
    Fields.present("until", insight.until()).ifPresent(Times::nanos);
    check(Fields.present("evidence", insight.evidence()));
  }

  /** @throws io.sallyport.trust.RefusedException SP-WORK-0002 if it cannot be kept */
  static void check(Evidence evidence) {
    Fields.present("model", evidence.model()).ifPresent(InsightTable::check);
    Fields.text("basis", evidence.basis(), 256);
    Fields.text("unit", evidence.unit(), 64);
    Fields.finite("score", evidence.score());
    Fields.finite("threshold", evidence.threshold());
    Times.nanos(Fields.present("evidence from", evidence.from()));
    Times.nanos(Fields.present("evidence to", evidence.to()));
    if (evidence.contributions().size() > MOST_CONTRIBUTIONS) {
      throw Fields.refuse("contributions", "are " + evidence.contributions().size() + ", at most " + MOST_CONTRIBUTIONS + " are kept");
    }
    evidence.contributions().forEach((signal, share) -> Fields.finite("contribution of " + Fields.text("signal", signal, 256), share));
  }

  private static void check(ModelIdentity model) {
    Fields.text("model name", model.name(), 128);
    Fields.text("model version", model.version(), 64);
    Fields.text("model digest", model.digest(), 128);
  }

  /** The stored state, locked until the transaction ends; a lock on an absent row is its insert's. */
  Optional<StoredInsight> lock(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement touch = connection.prepareStatement("UPDATE operations.insight SET changed = changed WHERE id = ?")) {
      touch.setString(1, id.toString());
      touch.executeUpdate();
    }
    return find(connection, id);
  }

  Optional<StoredInsight> find(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS + " FROM operations.insight WHERE id = ?")) {
      select.setString(1, id.toString());
      return read(connection, select).stream().findFirst();
    }
  }

  long open(Connection connection) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM operations.insight WHERE until_time IS NULL");
        ResultSet result = count.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  List<StoredInsight> list(Connection connection, InsightQuery query) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM operations.insight WHERE 1 = 1");
    List<Object> values = new ArrayList<>();
    query.asset().ifPresent(asset -> condition(sql, values, " AND asset = ?", asset));
    query.atLeast().ifPresent(severity -> condition(sql, values, " AND severity >= ?", severity.ordinal()));
    query.since().ifPresent(time -> condition(sql, values, " AND (until_time IS NULL OR until_time >= ?)", Times.nanos(time)));
    if (query.openOnly()) {
      sql.append(" AND until_time IS NULL");
    }
    sql.append(" ORDER BY from_time DESC, id");
    try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      select.setMaxRows(query.max());
      return read(connection, select);
    }
  }

  /** What a package has not ended itself, oldest first. */
  List<StoredInsight> lasting(Connection connection, String capability, int max) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS
        + " FROM operations.insight WHERE capability = ? AND (until_time IS NULL OR unwatched = 1) ORDER BY from_time, id")) {
      select.setString(1, capability);
      select.setMaxRows(max);
      return read(connection, select);
    }
  }

  /** @param unwatched whether the platform ends it, because nobody watches */
  void put(Connection connection, Insight insight, String capability, boolean known, boolean unwatched, long now) throws SQLException {
    Evidence evidence = insight.evidence();
    try (PreparedStatement write = connection.prepareStatement(known ? UPDATE : INSERT)) {
      int i = 0;
      write.setString(++i, capability);
      write.setString(++i, insight.asset());
      write.setInt(++i, insight.severity().ordinal());
      write.setString(++i, insight.title());
      write.setLong(++i, Times.nanos(insight.from()));
      if (insight.until().isPresent()) {
        write.setLong(++i, Times.nanos(insight.until().get()));
      } else {
        write.setNull(++i, Types.BIGINT);
      }
      write.setString(++i, insight.correlation());
      write.setString(++i, evidence.model().map(ModelIdentity::name).orElse(null));
      write.setString(++i, evidence.model().map(ModelIdentity::version).orElse(null));
      write.setString(++i, evidence.model().map(ModelIdentity::digest).orElse(null));
      write.setString(++i, evidence.basis());
      write.setDouble(++i, evidence.score());
      write.setDouble(++i, evidence.threshold());
      write.setString(++i, evidence.unit());
      write.setLong(++i, Times.nanos(evidence.from()));
      write.setLong(++i, Times.nanos(evidence.to()));
      write.setLong(++i, now);
      write.setInt(++i, unwatched ? 1 : 0);
      write.setString(++i, insight.id().toString());
      if (!known) {
        write.setLong(++i, Times.nanos(evidence.to()));
        write.setLong(++i, now);
      }
      write.executeUpdate();
    }
    Contributions.OF_INSIGHTS.put(connection, insight.id().toString(), evidence.contributions());
  }

  private static List<StoredInsight> read(Connection connection, PreparedStatement select) throws SQLException {
    List<StoredInsight> insights = new ArrayList<>();
    try (ResultSet row = select.executeQuery();
        PreparedStatement contributions = Contributions.OF_INSIGHTS.select(connection)) {
      while (row.next()) {
        insights.add(insight(row, Contributions.OF_INSIGHTS.of(contributions, row.getString("id"))));
      }
    }
    return insights;
  }

  private static StoredInsight insight(ResultSet row, Map<String, Double> contributions) throws SQLException {
    Optional<ModelIdentity> model = row.getString("model_name") == null ? Optional.empty()
        : Optional.of(new ModelIdentity(row.getString("model_name"), row.getString("model_version"), row.getString("model_digest")));
    Evidence evidence = new Evidence(row.getString("basis"), model, row.getDouble("score"), row.getDouble("threshold"), row.getString("unit"), Times.instant(row.getLong("evidence_from")),
        Times.instant(row.getLong("evidence_to")), contributions);
    long until = row.getLong("until_time");
    Optional<Instant> ended = row.wasNull() ? Optional.empty() : Optional.of(Times.instant(until));
    Insight insight = new Insight(UUID.fromString(row.getString("id")), row.getString("asset"),
        SEVERITIES[row.getInt("severity")], row.getString("title"), Times.instant(row.getLong("from_time")),
        ended, evidence, row.getString("correlation"));
    return new StoredInsight(insight, row.getString("capability"), Times.instant(row.getLong("detected")), Times.instant(row.getLong("stored")), Times.instant(row.getLong("changed")));
  }

  private static void condition(StringBuilder sql, List<Object> values, String condition, Object value) {
    sql.append(condition);
    values.add(value);
  }
}
