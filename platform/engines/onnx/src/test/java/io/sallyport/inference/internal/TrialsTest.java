package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.internal.RealAudit;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.TrialOutcome;
import io.sallyport.inference.engine.TrialRequest;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a version is tried in a process of its own, and what comes of it; real packages, engine, child processes and log. */
class TrialsTest {
  /** The engine, with its trials counted, or with an outcome that the test gives. */
  private static final class Counted implements Engine {
    private final Engine real = TestEngine.get();
    private final LinkedBlockingQueue<String> held = new LinkedBlockingQueue<>();
    private Optional<TrialOutcome> given = Optional.empty();

    @Override
    public String format() {
      return real.format();
    }

    @Override
    public String runtime() {
      return real.runtime();
    }

    @Override
    public long unfolded(ModelFile file) {
      return real.unfolded(file);
    }

    @Override
    public Optional<TrialOutcome> tryOut(TrialRequest request) {
      Optional<TrialOutcome> outcome = given.isPresent() ? given : real.tryOut(request);
      held.add(request.file().name());
      return outcome;
    }

    @Override
    public LoadedModel load(ModelFile file) {
      return real.load(file);
    }
  }

  private static final TrialOutcome PASSED = new TrialOutcome.Passed(Duration.ofMillis(1), 1);

  @TempDir
  Path directory;
  private AuditLog log;
  private ModelBundles bundles;
  private final ModelRegistry registry = new ModelRegistry();
  private final Counted engine = new Counted();
  private final Engines engines = new Engines();

  @BeforeEach
  void start() throws Exception {
    log = RealAudit.open(directory);
    bundles = new ModelBundles(directory.resolve("framework"));
    engines.add(engine);
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
    bundles.close();
    ((AutoCloseable) log).close();
  }

  /** As after a start: what was loaded is forgotten, what is on disk is not. */
  private ModelRuntime runtime() {
    registry.all().forEach(model -> registry.remove(model.description().identity().digest()));
    return TestRuntime.create(directory, log, registry, engines);
  }

  private List<JsonObject> recorded() {
    log.append(AuditEntry.of("audit.seal").system("test").action("wait").object("for what is queued").build());
    return log.read(0, 1_000).stream().map(StoredEntry::json).filter(entry -> entry.string("type").equals("model.trial")).toList();
  }

  private List<Path> marks() throws Exception {
    if (!Files.exists(directory.resolve("trials"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory.resolve("trials"))) {
      return files.map(Path::getFileName).toList();
    }
  }

  private void refused(String code, TrialOutcome outcome, StagedPackage staged) {
    engine.given = Optional.of(outcome);
    assertEquals(code, assertThrows(RefusedException.class, () -> runtime().stage(staged)).refusal().code());
  }

  /** The process of the trial ends by a signal; this one goes on, and the version that runs answers. */
  @Test
  void whatBringsAProcessDownIsRefusedAndRecordedWhileTheOldVersionAnswers() throws Exception {
    ModelRuntime runtime = runtime();
    CountingRouter router = new CountingRouter();
    StagedPackage old = bundles.staged("single", "1.0.0", FaultyModels.loop("single", "{}", 2));
    runtime.stage(old);
    router.promote(old.version());
    StagedPackage staged = bundles.staged("single", "1.1.0", FaultyModels.single());
    RefusedException refusal = assertThrows(RefusedException.class, () -> runtime.stage(staged));
    assertEquals("SP-MODEL-0073", refusal.refusal().code());
    assertTrue(refusal.getMessage().contains("down while it ran: SIGABRT"), refusal.getMessage());
    assertInstanceOf(InferenceResult.Answer.class, new InferenceServiceImpl(router, registry, log).infer(new InferenceRequest("single", FaultyModels.trips(3), "c")));
    assertEquals(List.of("DONE ", "FAILED SP-MODEL-0073"), recorded().stream().map(entry -> entry.string("outcome").toUpperCase(Locale.ROOT) + " " + entry.optionalString("code").orElse("")).toList());
    assertEquals(1, marks().size(), "what does not pass is tried again");
    assertEquals(2, engine.held.size());
  }

  /** What can be seen is refused before there is a process. */
  @Test
  void aDivisorThatACallSendsIsRefusedBeforeATrial() throws Exception {
    StagedPackage staged = bundles.staged("divides", "1.1.0", FaultyModels.divides());
    assertEquals("SP-MODEL-0081", assertThrows(RefusedException.class, () -> runtime().stage(staged)).refusal().code());
    assertEquals(List.of(), recorded());
    assertTrue(registry.all().isEmpty());
  }

  @Test
  void whatPassedIsNotTriedAgainUnlessAnotherVersionComesOrTheMarkIsGone() throws Exception {
    engine.given = Optional.of(PASSED);
    StagedPackage first = bundles.staged("loop", "1.0.0", FaultyModels.loop("{}"));
    runtime().stage(first);
    runtime().stage(first);
    runtime().resume(first);
    assertEquals(1, engine.held.size());
    runtime().stage(bundles.staged("loop", "1.0.0", FaultyModels.loop("{\"memory_mib\": 8}")));
    assertEquals(2, engine.held.size());
    for (Path mark : marks()) {
      Files.delete(directory.resolve("trials").resolve(mark));
    }
    runtime().stage(first);
    assertEquals(3, engine.held.size());
  }

  /** After a change of engine or Java, or of the data directory. */
  @Test
  void aVersionThatRanBeforeIsLoadedFirstAndTriedThen() throws Exception {
    engine.given = Optional.of(new TrialOutcome.OutOfTime(true, Duration.ofSeconds(1)));
    StagedPackage staged = bundles.staged("loop", "1.0.0", FaultyModels.loop("{}"));
    assertTrue(runtime().resume(staged).stream().allMatch(check -> check.passed()));
    assertTrue(engine.held.poll(20, TimeUnit.SECONDS).contains("model.onnx"));
    assertTrue(registry.find(staged.version().digest()).isPresent(), "it stops nothing");
    assertEquals(List.of(), marks());
  }

  @Test
  void aVersionWhoseLoadingEndedTheProcessTheLastTimeIsTriedFirst() throws Exception {
    StagedPackage staged = bundles.staged("loop", "1.0.0", FaultyModels.loop("{}"));
    TrialMarks marks = new TrialMarks(directory.resolve("trials"));
    engine.given = Optional.of(PASSED);
    runtime().stage(staged);
    Path passed = marks().get(0);
    Files.delete(directory.resolve("trials").resolve(passed));
    assertTrue(marks.begin(passed.toString()), "as a start does that the kernel ends");
    engine.given = Optional.of(new TrialOutcome.Crashed(false, "SIGSEGV"));
    assertEquals("SP-MODEL-0073", assertThrows(RefusedException.class, () -> runtime().resume(staged)).refusal().code());
    assertTrue(registry.all().isEmpty());
  }

  @Test
  void eachOutcomeHasItsCode() throws Exception {
    StagedPackage staged = bundles.staged("loop", "1.0.0", FaultyModels.loop("{}"));
    refused("SP-MODEL-0006", new TrialOutcome.Failed(false, "no"), staged);
    refused("SP-MODEL-0046", new TrialOutcome.Failed(true, "no"), staged);
    refused("SP-MODEL-0071", new TrialOutcome.OutOfMemory(false, 1 << 30), staged);
    refused("SP-MODEL-0072", new TrialOutcome.OutOfTime(true, Duration.ofSeconds(31)), staged);
    refused("SP-MODEL-0073", new TrialOutcome.Crashed(true, "SIGSEGV"), staged);
    refused("SP-MODEL-0075", new TrialOutcome.NotRun("no room"), staged);
    assertEquals(6, recorded().size());
  }

  /** The plain case needs no process. */
  @Test
  void constantsThatUnfoldBeyondTheGrantAreRefusedBeforeATrial() throws Exception {
    StagedPackage large = bundles.staged("filled", "1.0.0", FaultyModels.filled(1L << 32));
    assertEquals("SP-MODEL-0074", assertThrows(RefusedException.class, () -> runtime().stage(large)).refusal().code());
    assertEquals(0, engine.held.size());
    engine.given = Optional.of(PASSED);
    runtime().stage(bundles.staged("filled", "1.0.0", FaultyModels.filled(1L << 10)));
    assertEquals(1, engine.held.size());
  }
}
