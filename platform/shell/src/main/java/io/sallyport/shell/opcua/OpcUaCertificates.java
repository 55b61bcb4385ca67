package io.sallyport.shell.opcua;

import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.framework.BundleContext;

/** {@code opcua:certificates}. */
@Service
@Command(scope = "opcua", name = "certificates", description = "Lists the connector's own certificate, the trusted and the rejected ones")
public final class OpcUaCertificates extends SallyportCommand {
  private static final int SHOWN = 16;

  @Reference
  private BundleContext context;

  @Override
  protected Reply run() {
    List<Certificate> all = DataDirectory.certificates(context).list();
    Reply table = Reply.table(List.of("State", "Thumbprint", "SHA-1", "Subject", "Valid until"),
        all.stream().map(c -> List.of(c.state(), c.thumbprint().substring(0, SHOWN), c.sha1(), c.subject(), c.validUntil())).toList(),
        "no certificates yet: the connector makes its own when it is first started");
    return new Reply(all.stream().map(OpcUaCertificates::json).toList(), table.text(), true);
  }

  static Map<String, Object> json(Certificate c) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("state", c.state());
    json.put("thumbprint", c.thumbprint());
    json.put("sha1", c.sha1());
    json.put("subject", c.subject());
    json.put("valid_until", c.validUntil().toString());
    json.put("file", c.file().toString());
    return json;
  }
}
