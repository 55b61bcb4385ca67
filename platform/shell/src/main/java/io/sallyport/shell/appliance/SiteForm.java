package io.sallyport.shell.appliance;

import io.sallyport.shell.Reply;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.site.SiteRoot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a site root is shown. */
final class SiteForm {
  private SiteForm() {}

  static Reply reply(SiteRoot root) {
    List<Map<String, Object>> approvers = root.people().stream().map(person -> approver(root, person)).toList();
    Map<String, Object> json = new LinkedHashMap<>();
    root.site().ifPresent(name -> json.put("site", name));
    json.put("version", root.version());
    json.put("sha256", root.sha256());
    json.put("policy", root.root().policy().toString());
    json.put("approvers", approvers);
    json.put("threshold", root.approval().threshold());
    json.put("separation", root.separation());
    json.put("kept", List.copyOf(root.kept().keySet()));
    return new Reply(json, out -> root.lines().forEach(out::println), true);
  }

  private static Map<String, Object> approver(SiteRoot root, SiteRoot.Approver person) {
    Map<String, Object> json = new LinkedHashMap<>(Map.of("user", person.user(), "name", person.name(), "role", person.role()));
    root.keyids(person, Quorum.Kind.CLASSICAL).forEach(id -> json.put("key", id));
    root.keyids(person, Quorum.Kind.POST_QUANTUM).forEach(id -> json.put("post_quantum_key", id));
    return json;
  }
}
