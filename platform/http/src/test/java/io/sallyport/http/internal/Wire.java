package io.sallyport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.http.internal.alarms.AlarmsServlet;
import io.sallyport.http.internal.area.ContractServlet;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.NowhereServlet;
import io.sallyport.http.internal.area.Readiness;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.http.internal.inspect.TestInspector;
import io.sallyport.http.internal.listener.Connections;
import io.sallyport.http.internal.listener.TestConnector;
import io.sallyport.http.internal.metrics.TestMetrics;
import io.sallyport.http.internal.models.GenerationsServlet;
import io.sallyport.http.internal.models.ModelsServlet;
import io.sallyport.http.internal.oip.Models;
import io.sallyport.http.internal.oip.TestOip;
import io.sallyport.http.internal.oip.WorkPlaces;
import io.sallyport.http.internal.session.SessionServlet;
import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.OfflineIdentity;
import io.sallyport.identity.Realm;
import io.sallyport.identity.Sessions;
import io.sallyport.identity.Tokens;
import io.sallyport.identity.internal.SessionsComponent;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

/** The servlets on the real Jetty, behind the real connector and the real tokens. */
public final class Wire implements AutoCloseable {
  public final TestModels models = new TestModels();
  public final TestGenerations generations = new TestGenerations();
  public final TestAlarms alarms = new TestAlarms();
  public final TestInspector inspector = new TestInspector();
  public final MemoryAuditLog audit = new MemoryAuditLog();
  public final Tokens tokens;
  public final Realm realm;
  public final Sessions sessions;
  public final String operator;
  public final String auditor;
  public final int port;
  /** The cookie of a person without a role, if a test wants one. */
  public String nobody = "";
  private final Server server = new Server();
  private final Connector connector;
  private final HttpClient client;
  private final String origin;

  public Wire(Path data, TestSettings settings) throws Exception {
    HttpSettings set = settings.in(data);
    TestPeople.write(data);
    OfflineIdentity identity = OfflineIdentity.open(data, audit);
    tokens = identity.tokens();
    realm = identity.realm();
    sessions = new SessionsComponent(realm, (LiveIdentity) realm, audit, new TestSessions(15, 480, 5));
    Actor admin = new Actor.Person("ada", "admin");
    operator = tokens.create("press-4", "operator", Duration.ofDays(1), admin).secret();
    auditor = tokens.create("prometheus", "auditor", Duration.ofDays(1), admin).secret();
    Door door = new Door(tokens, sessions);
    HttpFigures figures = new HttpFigures();
    RefusalLog refusals = new RefusalLog(audit);
    Readiness readiness = new Readiness(tokens);
    Connections connections = new Connections(audit);
    WorkPlaces places = new WorkPlaces(set);
    ServletContextHandler context = new ServletContextHandler("/");
    add(context, TestOip.servlet(set, door, new Models(models, models, models), readiness, places, figures, refusals), "/v2/*");
    add(context, new ModelsServlet(door, models, generations.service(), figures, refusals), "/api/models/*");
    add(context, new GenerationsServlet(door, generations.service(), figures, refusals), "/api/generations/*");
    add(context, TestMetrics.servlet(door, audit, models, readiness, connections, places, figures, refusals), "/metrics");
    add(context, inspector.servlet(door, figures, refusals), "/api/inspect/*");
    add(context, new SessionServlet(door, sessions, figures, refusals), "/api/session");
    add(context, new AlarmsServlet(door, alarms, figures, refusals), "/api/alarms/*");
    add(context, new NowhereServlet(figures, refusals), "/*");
    add(context, new ContractServlet(figures, refusals), "/openapi.yaml");
    server.setHandler(context);
    server.start();
    connector = TestConnector.of(set, connections, server);
    server.addConnector(connector);
    connector.start();
    port = TestConnector.port(connector);
    origin = (settings.tls() ? "https" : "http") + "://127.0.0.1:" + port;
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    client = settings.tls() ? builder.sslContext(TestKey.trusted(data)).build() : builder.build();
  }

  /** How long a connection made from now on may be silent. */
  public void idle(Duration limit) {
    ((AbstractConnector) connector).setIdleTimeout(limit.toMillis());
  }

  private static void add(ServletContextHandler context, Servlet servlet, String pattern) {
    context.addServlet(new ServletHolder(servlet), pattern);
  }

  /** That is the whole answer, in the protocol's form. */
  public static void assertRefused(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response::body);
    assertTrue(response.body().startsWith("{\"error\":\"" + code + ": "), response::body);
  }

  /** Of {@link TestPeople}. */
  public HttpResponse<String> login(String user, String password) {
    return text(anonymous("/api/session").header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}")));
  }

  /** The cookie of a person who logs in now. */
  public String cookie(String user) {
    return login(user, TestPeople.PASSWORD).headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  /** A request from the appliance's own page in a browser. */
  public HttpRequest.Builder from(String cookie, String path) {
    return anonymous(path).header("Cookie", cookie).header("Origin", origin).header("Sec-Fetch-Site", "same-origin").header("Sallyport-Request", "1");
  }

  /** A request with the operator's token. */
  public HttpRequest.Builder to(String path) {
    return anonymous(path).header("Authorization", "Bearer " + operator);
  }

  public HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(30));
  }

  public HttpResponse<String> get(String path) {
    return text(to(path));
  }

  /** A figure at {@code /metrics}. */
  public long figure(String name) {
    return get("/metrics").body().lines().filter(line -> line.startsWith(name + " ")).mapToLong(line -> Long.parseLong(line.substring(name.length() + 1))).findFirst().orElseThrow();
  }

  public HttpResponse<String> infer(String body) {
    return text(to("/v2/models/echo/infer").POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> text(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request.build(), handler);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
