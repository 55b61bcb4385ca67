package io.sallyport.shell.generation;

import io.sallyport.provision.GenerationInfo;
import io.sallyport.provision.Generations;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:list}. */
@Service
@Command(scope = "generation", name = "list", description = "Lists every generation ever planned")
public final class GenerationList extends SallyportCommand {
  private static final List<String> COLUMNS = List.of("Generation", "State", "Base", "Planned", "Signed by", "Packages");

  @Reference
  private Generations generations;

  @Override
  protected Reply run() {
    List<GenerationInfo> all = generations.history();
    Reply table = Reply.table(COLUMNS, all.stream().map(info -> List.of(info.number(), info.state(), info.base(), info.planned(), String.join(", ", info.approvers()),
        String.join(", ", info.packages().stream().map(Object::toString).toList()))).toList(), "No generation was planned yet: generation:plan PACKAGE");
    return new Reply(all.stream().map(GenerationList::json).toList(), out -> {
      table.text().accept(out);
      generations.strays().forEach(stray -> out.println("! " + stray.message()));
    }, true);
  }

  private static Map<String, Object> json(GenerationInfo info) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("generation", info.number());
    json.put("state", info.state().name());
    json.put("base", info.base());
    json.put("planned", info.planned());
    json.put("signed_by", info.approvers());
    json.put("packages", info.packages().stream().map(pack -> pack.name() + "/" + pack.version()).toList());
    return json;
  }
}
