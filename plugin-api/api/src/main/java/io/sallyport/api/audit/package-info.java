/** Recording what a plugin did in the appliance's audit log. */
@Export
@Version("0.1.0")
package io.sallyport.api.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
