/** Where the appliance listens for HTTP, for whoever shows its state. Whoever serves something registers a service, never a servlet. */
@Export
@Version("0.1.0")
package io.sallyport.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
