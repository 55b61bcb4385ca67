package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.signal.SignalId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Path DATA = Path.of("/data");

  @Test
  void nodesAreReadFromOneLineOrAnArrayAlsoWithCommasInsideAnIdentifier() {
    List<NodeMapping> nodes = NodeMapping.parse("a", new String[] {"ns=2;s=x,y=V1;Cel, nsu=urn:p;i=5=V2;1", "g=09087e75-8e5e-499b-954f-f2a9603db28a=V3;bar"});
    assertEquals(List.of(new SignalId("a", "V1", "Cel"), new SignalId("a", "V2", "1"), new SignalId("a", "V3", "bar")),
        nodes.stream().map(NodeMapping::signal).toList());
    assertEquals("x,y", nodes.get(0).node().getIdentifier());
    assertEquals("urn:p", nodes.get(1).node().getNamespaceUri());
  }

  @Test
  void whatCannotBeUsedIsRefusedWithTheReason() {
    Map<String, TestConfig> wrong = Map.ofEntries(
        Map.entry("opc.tcp://", valid().with("endpoint_url", "http://127.0.0.1")),
        Map.entry("asset", valid().with("asset", " ")),
        Map.entry("no nodes", valid().with("nodes", new String[0])),
        Map.entry("is not NODEID=NAME;UNIT", valid().with("nodes", new String[] {"ns=2;s=V1"})),
        Map.entry("named twice", valid().with("nodes", new String[] {"ns=2;s=a=V1;1,ns=2;s=b=V1;1"})),
        Map.entry("obsolete", valid().with("security_policy", "Basic256")),
        Map.entry("does not go with", valid().with("message_mode", "None")),
        Map.entry("only sent with", valid().with("message_mode", "Sign")),
        Map.entry("belong together", valid().with("password_file", "")),
        Map.entry("queue.size must be 1 to 10000", valid().with("queue_size", 0)),
        Map.entry("staleness.ms must be", valid().with("staleness_ms", 100)),
        Map.entry("reconnect.max.ms must be", valid().with("reconnect_max_ms", 1)));
    wrong.forEach((reason, config) -> {
      LinkException refused = assertThrows(LinkException.class, () -> Settings.of(config.build(), DATA), reason);
      assertEquals(LinkState.MISCONFIGURED, refused.state());
      assertEquals("SP-OPCUA-0001", refused.problem().code());
      assertTrue(refused.problem().what().contains(reason), refused.problem().what());
    });
    assertEquals(DATA.resolve("password"), Settings.of(valid().build(), DATA).passwordFile().orElseThrow());
  }

  private static TestConfig valid() {
    return TestConfig.of("opc.tcp://127.0.0.1:4840/plant").with("asset", "radiator-1").with("user_name", "u").with("password_file", "password")
        .with("nodes", new String[] {"ns=2;s=radiator-1/V1=V1;1"});
  }
}
