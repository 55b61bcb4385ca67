package io.sallyport.identity.internal;

import io.sallyport.audit.AuditLog;
import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Realm;
import io.sallyport.trust.Refusal;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.karaf.jaas.boot.ProxyLoginModule;
import org.apache.karaf.jaas.config.JaasRealm;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The JAAS realm {@code sallyport}: what Karaf's sshd asks ({@code sshRealm = sallyport}). */
@Component(service = JaasRealm.class)
public final class SallyportJaasRealm implements JaasRealm {
  static final String NAME = "sallyport";

  private final Map<String, Object> options = new HashMap<>();

  @Activate
  public SallyportJaasRealm(BundleContext context, @Reference Realm realm, @Reference LiveIdentity identity,
      @Reference AuditLog audit) {
    options.put(ProxyLoginModule.PROPERTY_MODULE, SallyportLoginModule.class.getName());
    options.put(ProxyLoginModule.PROPERTY_BUNDLE, Long.toString(context.getBundle().getBundleId()));
    options.put(BundleContext.class.getName(), context);
    options.put(SallyportLoginModule.REALM, realm);
    options.put(SallyportLoginModule.IDENTITY, identity);
    BiConsumer<String, Refusal> refused = new RefusedActions(audit, InstantSource.system())::record;
    options.put(SallyportLoginModule.REFUSED, refused);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public int getRank() {
    return 0;
  }

  @Override
  public AppConfigurationEntry[] getEntries() {
    return new AppConfigurationEntry[] {
        new AppConfigurationEntry(ProxyLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, options)};
  }
}
