package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which operators a model may use, and what the site may add. */
class TriedOperatorsTest {
  private static final String GROUPED = "com.microsoft:GroupQueryAttention";

  private final List<AuditEntry> recorded = new ArrayList<>();

  private static ModelFile file(byte[] bytes) {
    return OnnxFiles.file("net", bytes, List.of(OnnxFiles.X), List.of(OnnxFiles.Y));
  }

  private static String code(byte[] bytes) {
    return assertThrows(RefusedException.class, () -> OnnxGuard.check(file(bytes))).refusal().code();
  }

  /** A log that takes entries, or none. */
  private AuditLog log(boolean takes) {
    return (AuditLog) Proxy.newProxyInstance(AuditLog.class.getClassLoader(), new Class<?>[] {AuditLog.class}, (proxy, method, arguments) -> {
      if (!takes) {
        throw new RefusedException(new Refusal("SP-AUDIT-0004", "the audit log is closed", "audit log", "wait"));
      }
      recorded.add((AuditEntry) arguments[0]);
      return null;
    });
  }

  @TestFactory
  Stream<DynamicTest> whatNobodyHasTriedIsRefused() {
    return Stream.of("SparseAttention", "QMoE", "GroupNorm", "BeamSearch", "GroupQueryAttention", "MultiHeadAttention", "Unheard")
        .map(name -> DynamicTest.dynamicTest(name, () -> assertEquals("SP-MODEL-0086", code(OnnxFiles.operator(name, "com.microsoft")))));
  }

  /** ONNX Runtime knows more in ONNX's own domain than ONNX does. */
  @TestFactory
  Stream<DynamicTest> inOnnxsOwnDomainToo() {
    return Stream.of("Crop", "DynamicSlice", "GivenTensorFill", "MemcpyFromHost").map(name -> DynamicTest.dynamicTest(name, () -> assertEquals("SP-MODEL-0086", code(OnnxFiles.operator(name, "")))));
  }

  @TestFactory
  Stream<DynamicTest> whatWasTriedAndFailedIsRefused() {
    return UncheckedNets.untried().entrySet().stream().map(net -> DynamicTest.dynamicTest(net.getKey(), () -> assertEquals("SP-MODEL-0086", code(net.getValue()))));
  }

  /** The negative twin: a net for each of Microsoft's that are tried. They run with those that divide. */
  @TestFactory
  Stream<DynamicTest> whatWasTriedIsTaken() {
    return MicrosoftNets.all().entrySet().stream().map(net -> DynamicTest.dynamicTest(net.getKey(), () -> OnnxGuard.check(file(net.getValue()))));
  }

  /** A name comes onto the list with a net, or with one of those that show how it is refused. */
  @Test
  void eachOfMicrosoftsHasANet() {
    Set<String> tried = new TreeSet<>();
    for (Map<String, byte[]> nets : List.of(MicrosoftNets.all(), UncheckedNets.deadly())) {
      nets.values().forEach(net -> assertDoesNotThrow(() -> OnnxReader.read(ByteBuffer.wrap(net))).graph().nodes().stream().filter(node -> node.domain().equals("com.microsoft")).map(OnnxNode::operator).forEach(tried::add));
    }
    tried.add("Trilu"); // as ONNX's own
    assertEquals(new TreeSet<>(TriedOperators.of("com.microsoft")), tried);
  }

  /** In a function that bears a name of Microsoft's, which of the two runs is ONNX Runtime's to say; in one of its own domain, its nodes are looked at. */
  @Test
  void functionsHideNothing() {
    byte[] own = new Net().input("x", Net.FLOAT, 1, 4).output("y", Net.FLOAT, 1, 4).node("own", "F", "x", "y").bytes(new Net().node("com.microsoft", "GroupQueryAttention", "a", "b").function("F", "a", "b"));
    byte[] harmless = new Net().input("x", Net.FLOAT, 1, 4).output("y", Net.FLOAT, 1, 4).node("own", "GroupQueryAttention", "x", "y").bytes(new Net().node("Relu", "a", "b").function("GroupQueryAttention", "a", "b"));
    assertEquals("SP-MODEL-0086", code(own));
    assertDoesNotThrow(() -> OnnxGuard.check(file(harmless)));
  }

  @Test
  void theRefusalNamesTheOperatorAndAWayOut() {
    String message = assertThrows(RefusedException.class, () -> OnnxGuard.check(file(OnnxFiles.operator("GroupQueryAttention", "com.microsoft")))).getMessage();
    assertTrue(message.contains(GROUPED) && message.contains("io.sallyport.engine.onnx"), message);
  }

  @Test
  void theSiteAddsAnOperatorWhichIsRecorded() {
    TriedOperators more = SiteOperators.read(" " + GROUPED + ", ai.onnx:Attention", TriedOperators.USUAL, log(true));
    assertDoesNotThrow(() -> OnnxGuard.check(file(OnnxFiles.operator("GroupQueryAttention", "com.microsoft")), more));
    assertThrows(RefusedException.class, () -> OnnxGuard.check(file(OnnxFiles.operator("SparseAttention", "com.microsoft")), more));
    assertEquals(1, recorded.size());
    assertEquals("inference.operators", recorded.get(0).type());
    assertTrue(recorded.get(0).reason().orElse("").contains("ai.onnx:Attention, " + GROUPED), () -> recorded.get(0).toString());
    TriedOperators none = SiteOperators.read("", more, log(true));
    assertThrows(RefusedException.class, () -> OnnxGuard.check(file(OnnxFiles.operator("GroupQueryAttention", "com.microsoft")), none));
    assertEquals(2, recorded.size());
  }

  @Test
  void whatSaysTheSameIsNotRecordedAgain() {
    SiteOperators.read(" , ", TriedOperators.USUAL, log(true));
    assertEquals(List.of(), recorded);
  }

  @Test
  void aNameThatNoOperatorHasLeavesWhatWas() {
    TriedOperators before = new TriedOperators(Set.of("ai.onnx:Attention"));
    TriedOperators after = SiteOperators.read(GROUPED + ",acme:Anything", before, log(true));
    assertEquals(before.toString(), after.toString());
    assertEquals(List.of("SP-MODEL-0087"), recorded.stream().map(entry -> entry.code().orElse("")).toList());
    assertEquals(List.of(Outcome.REFUSED), recorded.stream().map(AuditEntry::outcome).toList());
  }

  @Test
  void whatCannotBeRecordedDoesNotHold() {
    TriedOperators after = SiteOperators.read(GROUPED, TriedOperators.USUAL, log(false));
    assertThrows(RefusedException.class, () -> OnnxGuard.check(file(OnnxFiles.operator("GroupQueryAttention", "com.microsoft")), after));
  }

  /** What is added is still looked at as all others are. */
  @Test
  void whatIsAddedIsNotFree() {
    byte[] divides = Divisions.deadly().get("remainder");
    TriedOperators more = new TriedOperators(Set.of("ai.onnx:Mod"));
    assertEquals("SP-MODEL-0081", assertThrows(RefusedException.class, () -> OnnxGuard.check(file(divides), more)).refusal().code());
  }
}
