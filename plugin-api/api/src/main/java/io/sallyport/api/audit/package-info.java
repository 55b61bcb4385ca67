/** Recording what a plugin did in the appliance's audit log. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.audit;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
