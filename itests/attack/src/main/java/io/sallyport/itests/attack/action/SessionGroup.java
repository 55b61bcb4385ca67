package io.sallyport.itests.attack.action;

import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Http;
import io.sallyport.itests.appliance.OpenConsole;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** People whose access, password or role has changed go on in what they had open. A neighbour's console must stay as it was. */
public final class SessionGroup implements Group {
  private static final String PASSWORD = "correct horse";
  private static final String FRESH = "another horse";
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final Pattern CODE = Pattern.compile("SP-[A-Z]+-[0-9]{4}");
  private static final int EXPORTS = 400;

  private final Map<Case, Function<Desk, Outcome>> attempts = new LinkedHashMap<>();

  /** Where people come and go. */
  private record Desk(Target target, Path folder) {
    void enrol(String id, String role) {
      target.as(User.ADA, "identity:enrol --role " + role + " " + id + " '" + id + "'", PASSWORD, PASSWORD).orFail();
    }

    /** One export after the other, for longer than any case waits. */
    String exports(String id) {
      return IntStream.range(0, EXPORTS).mapToObj(i -> "audit:export " + folder.resolve(id + i)).collect(Collectors.joining("; "));
    }

    OpenConsole shell(String id) {
      return OpenConsole.shell(target.appliance().port(), id, PASSWORD);
    }

    OpenConsole script(String id, String script) {
      return OpenConsole.script(target.appliance().port(), id, PASSWORD, script);
    }

    void disable(String id) {
      target.as(User.ADA, "identity:disable --yes " + id).orFail();
    }

    /** How a console ended that must not do what {@code done} tells. */
    Outcome ended(OpenConsole console, String id, int before, BooleanSupplier done) {
      String farewell = console.awaitClosed();
      Matcher code = CODE.matcher(farewell);
      String said = code.find() ? code.group() : "";
      boolean recorded = entries().newer(before, said, entry -> entry.string("object").equals("console/" + id)).isPresent();
      return new Outcome(!done.getAsBoolean(), said, recorded, farewell + console.text());
    }

    AuditEntries entries() {
      return new AuditEntries(target.appliance(), Guard.SESSIONS.entry().orElseThrow());
    }

    /** Folders that scripts have made. */
    long made() {
      try (Stream<Path> all = Files.list(folder)) {
        return all.count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What a script does meanwhile, it does: three commands of somebody else's. */
    void meanwhile() {
      for (int i = 0; i < 3; i++) {
        target.as(User.ADA, "identity:list").orFail();
      }
    }
  }

  public SessionGroup() {
    add("export-after-disable", "an auditor who was disabled exports the log in a console that was open; another person's stays open", Guard.SESSIONS,
        "SP-IDENTITY-0030", SessionGroup::export);
    add("loop-after-disable", "a script of theirs goes on exporting", Guard.SESSIONS, "SP-IDENTITY-0030", SessionGroup::loop);
    add("answer-after-disable", "they answer a prompt that was open when they were disabled", Guard.SESSIONS, "SP-IDENTITY-0030", SessionGroup::answer);
    add("session-after-password", "who knew the old password goes on in a console; the owner's own stays open", Guard.SESSIONS, "SP-IDENTITY-0031",
        SessionGroup::password);
    add("session-after-withdrawn-role", "a person goes on in a role that was withdrawn; one that is granted holds at once", Guard.SESSIONS, "SP-IDENTITY-0033",
        SessionGroup::role);
    add("loop-after-hanging-up", "a script goes on when its client is gone", Guard.CONSOLE, Case.NONE, SessionGroup::hangUp);
    add("cookie-after-disable", "a browser goes on with its session", Guard.CONSOLE, "SP-IDENTITY-0022", SessionGroup::cookie);
    add("same-id-again", "somebody else gets the id, and with it what was open", Guard.CONSOLE, "SP-IDENTITY-0003", SessionGroup::sameId);
  }

  private void add(String name, String threat, Guard guard, String code, Function<Desk, Outcome> attempt) {
    attempts.put(new Case(name, threat, guard, code), attempt);
  }

  private static Outcome export(Desk desk) {
    desk.enrol("mal-export", "auditor");
    int before = desk.entries().count();
    Path stolen = desk.folder().resolve("stolen");
    try (OpenConsole console = desk.shell("mal-export"); OpenConsole neighbour = OpenConsole.shell(desk.target().appliance().port(), "olga",
        desk.target().appliance().password(User.OLGA))) {
      desk.disable("mal-export");
      console.type("audit:export " + stolen);
      Outcome outcome = desk.ended(console, "mal-export", before, () -> Files.exists(stolen) || !neighbour.isOpen());
      neighbour.type("identity:list");
      neighbour.awaitShown("Quinn");
      return outcome;
    }
  }

  private static Outcome loop(Desk desk) {
    desk.enrol("mal-loop", "auditor");
    int before = desk.entries().count();
    try (OpenConsole console = desk.script("mal-loop", desk.exports("mal-loop"))) {
      return stopped(desk, console, "mal-loop", before);
    }
  }

  /** The export that was at work may end; no other begins. */
  private static Outcome stopped(Desk desk, OpenConsole console, String id, int before) {
    long idle = desk.made();
    Await.until("the script exports", WAIT, () -> desk.made() > idle + 1);
    desk.disable(id);
    long atReturn = desk.made();
    desk.meanwhile();
    return desk.ended(console, id, before, () -> desk.made() > atReturn + 1);
  }

  private static Outcome answer(Desk desk) {
    desk.enrol("mal-answer", "auditor");
    AuditEntries changes = new AuditEntries(desk.target().appliance(), "user.password");
    int before = desk.entries().count();
    int changed = changes.count();
    try (OpenConsole console = desk.shell("mal-answer")) {
      console.type("identity:password");
      console.awaitShown("Present password: ");
      desk.disable("mal-answer");
      console.type(PASSWORD);
      console.type(FRESH);
      console.type(FRESH);
      return desk.ended(console, "mal-answer", before, () -> changes.count() > changed);
    }
  }

  private static Outcome password(Desk desk) {
    desk.enrol("owner", "auditor");
    int before = desk.entries().count();
    Path stolen = desk.folder().resolve("with-the-old-password");
    try (OpenConsole thief = desk.shell("owner"); OpenConsole own = desk.shell("owner")) {
      own.type("identity:password");
      own.awaitShown("Present password: ");
      own.type(PASSWORD);
      own.awaitShown("New password: ");
      own.type(FRESH);
      own.awaitShown("Again: ");
      own.type(FRESH);
      own.awaitShown("is changed");
      thief.type("audit:export " + stolen);
      Outcome outcome = desk.ended(thief, "owner", before, () -> Files.exists(stolen));
      own.type("identity:list");
      own.awaitShown("Quinn");
      return outcome;
    }
  }

  private static Outcome role(Desk desk) {
    desk.enrol("mal-role", "operator");
    int before = desk.entries().count();
    Path stolen = desk.folder().resolve("in-a-role-that-was-withdrawn");
    try (OpenConsole console = desk.shell("mal-role")) {
      desk.target().as(User.ADA, "identity:roles --role operator --role auditor mal-role").orFail();
      console.type("audit:list --max 1");
      console.awaitShown("user.roles"); // granted, in the same session
      desk.target().as(User.ADA, "identity:roles --role operator mal-role").orFail();
      console.type("audit:export " + stolen);
      return desk.ended(console, "mal-role", before, () -> Files.exists(stolen));
    }
  }

  private static Outcome hangUp(Desk desk) {
    desk.enrol("mal-gone", "auditor");
    long idle = desk.made();
    OpenConsole console = desk.script("mal-gone", desk.exports("mal-gone"));
    Await.until("the script exports", WAIT, () -> desk.made() > idle + 1);
    console.close();
    desk.meanwhile(); // the appliance learns of it when the connection breaks
    long soon = desk.made();
    desk.meanwhile();
    long later = desk.made();
    return new Outcome(later == soon, Case.NONE, false, (later - soon) + " exports");
  }

  private static Outcome cookie(Desk desk) {
    desk.enrol("mal-cookie", "auditor");
    Http http = Http.of(desk.target().appliance());
    HttpResponse<String> login = http.text(http.request("/api/session").header("Content-Type", "application/json").header("Sallyport-Request", "1")
        .header("Origin", "http://127.0.0.1:" + http.port())
        .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"mal-cookie\",\"password\":\"" + PASSWORD + "\"}")));
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow(() -> new AssertionError(login.statusCode() + login.body())).split(";")[0];
    boolean before = http.text(http.request("/api/alarms").header("Cookie", cookie)).statusCode() == 200;
    desk.disable("mal-cookie");
    HttpResponse<String> after = http.text(http.request("/api/alarms").header("Cookie", cookie));
    Matcher code = CODE.matcher(after.body());
    return new Outcome(before && after.statusCode() == 401, code.find() ? code.group() : "", false, after.body());
  }

  private static Outcome sameId(Desk desk) {
    desk.enrol("mal-again", "auditor");
    desk.disable("mal-again");
    Result again = desk.target().as(User.ADA, "identity:enrol --role auditor mal-again 'Another'", PASSWORD, PASSWORD);
    return new Outcome(!again.succeeded(), again.code().orElse(""), false, again.text());
  }

  @Override
  public String title() {
    return "Sessions of people whose access ended";
  }

  @Override
  public List<Case> cases() {
    return List.copyOf(attempts.keySet());
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Desk desk = new Desk(target, Folders.temporary("exports"));
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    attempts.forEach((attack, attempt) -> outcomes.put(attack, attempt.apply(desk)));
    return outcomes;
  }
}
