package io.sallyport.shell.opcua;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** {@code opcua:status}. */
@Service
@Command(scope = "opcua", name = "status", description = "Shows the state of the OPC UA connector, of each version that is loaded")
public final class OpcUaStatus extends SallyportCommand {
  private static final String PACKAGE = "Sallyport-Package";

  @Reference
  private BundleContext context;

  @Override
  protected Reply run() {
    List<List<Object>> rows = new ArrayList<>();
    try {
      for (ServiceReference<Plugin> reference : context.getServiceReferences(Plugin.class, null)) {
        Bundle bundle = reference.getBundle();
        String header = bundle == null ? null : bundle.getHeaders().get(PACKAGE);
        Plugin plugin = header != null && header.split(";", 2)[0].trim().equals("opcua") ? context.getService(reference) : null;
        if (plugin != null) {
          Health health = plugin.health();
          rows.add(List.of(bundle.getVersion().toString(), health.status(), health.detail()));
          context.ungetService(reference);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
    return Reply.table(List.of("Version", "Health", "Detail"), rows, "the package opcua is not active: see package:list");
  }
}
