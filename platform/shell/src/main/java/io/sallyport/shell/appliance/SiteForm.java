package io.sallyport.shell.appliance;

import io.sallyport.shell.Reply;
import io.sallyport.trust.site.SiteRoot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a site root is shown. */
final class SiteForm {
  private SiteForm() {}

  static Reply reply(SiteRoot root) {
    List<Map<String, String>> approvers = root.approvers().entrySet().stream()
        .map(entry -> Map.of("key", entry.getKey(), "user", entry.getValue().user(), "name", entry.getValue().name(), "role", entry.getValue().role())).toList();
    Map<String, Object> json = new LinkedHashMap<>();
    root.site().ifPresent(name -> json.put("site", name));
    json.put("version", root.version());
    json.put("sha256", root.sha256());
    json.put("approvers", approvers);
    json.put("threshold", root.approval().threshold());
    json.put("separation", root.separation());
    json.put("kept", List.copyOf(root.kept().keySet()));
    return new Reply(json, out -> root.lines().forEach(out::println), true);
  }
}
