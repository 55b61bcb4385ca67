package io.sallyport.shell.appliance;

import io.sallyport.provision.SiteAuthority;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code appliance:site}. */
@Service
@Command(scope = "appliance", name = "site", description = "Shows the site root: who approves here, and how many must")
public final class ApplianceSite extends SallyportCommand {
  @Reference
  private SiteAuthority authority;

  @Override
  protected Reply run() {
    return SiteForm.reply(authority.root().orElseThrow(
        () -> new RefusedException(new Refusal("SP-PLAN-0008", "the site has no root yet", "this appliance", "stop the appliance and run: sallyport commission"))));
  }
}
