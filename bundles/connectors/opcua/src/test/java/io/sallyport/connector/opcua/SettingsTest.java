package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.signal.SignalId;
import io.sallyport.testkit.Config;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.TestPlatform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SallyportTest
class SettingsTest {
  @Test
  void nodesAreReadFromOneLineOrAnArrayAlsoWithCommasInsideAnIdentifier() {
    List<NodeMapping> nodes = NodeMapping.parse("a", new String[] {"ns=2;s=x,y=V1;Cel, nsu=urn:p;i=5=V2;1", "g=09087e75-8e5e-499b-954f-f2a9603db28a=V3;bar"});
    assertEquals(List.of(new SignalId("a", "V1", "Cel"), new SignalId("a", "V2", "1"), new SignalId("a", "V3", "bar")),
        nodes.stream().map(NodeMapping::signal).toList());
    assertEquals("x,y", nodes.get(0).node().getIdentifier());
    assertEquals("urn:p", nodes.get(1).node().getNamespaceUri());
  }

  @Test
  void whatCannotBeUsedIsRefusedWithTheReason(TestPlatform platform) {
    Map<String, Map<String, ?>> wrong = Map.ofEntries(
        Map.entry("opc.tcp://", Map.of("endpoint.url", "http://127.0.0.1")),
        Map.entry("asset", Map.of("asset", " ")),
        Map.entry("no nodes", Map.of("nodes", new String[0])),
        Map.entry("is not NODEID=NAME;UNIT", Map.of("nodes", new String[] {"ns=2;s=V1"})),
        Map.entry("named twice", Map.of("nodes", new String[] {"ns=2;s=a=V1;1,ns=2;s=b=V1;1"})),
        Map.entry("obsolete", Map.of("security.policy", "Basic256")),
        Map.entry("does not go with", Map.of("message.mode", "None")),
        Map.entry("only sent with", Map.of("message.mode", "Sign")),
        Map.entry("belong together", Map.of("password.secret", "")),
        Map.entry("queue.size must be 1 to 10000", Map.of("queue.size", 0)),
        Map.entry("staleness.ms must be", Map.of("staleness.ms", 100)),
        Map.entry("reconnect.max.ms must be", Map.of("reconnect.max.ms", 1)));
    wrong.forEach((reason, changes) -> {
      LinkException refused = assertThrows(LinkException.class, () -> Settings.of(config(changes), platform.files()), reason);
      assertEquals(LinkState.MISCONFIGURED, refused.state());
      assertEquals("SP-OPCUA-0001", refused.problem().code());
      assertTrue(refused.problem().what().contains(reason), refused.problem().what());
    });
    assertEquals("plant", Settings.of(config(Map.of()), platform.files()).password().orElseThrow().secret());
  }

  private static OpcUaConfig config(Map<String, ?> changes) {
    Map<String, Object> all = new HashMap<>(Map.of("endpoint.url", "opc.tcp://127.0.0.1:4840/plant", "asset", "radiator-1", "user.name", "u",
        "password.secret", "plant", "nodes", new String[] {"ns=2;s=radiator-1/V1=V1;1"}));
    all.putAll(changes);
    return Config.of(OpcUaConfig.class, all);
  }
}
