/** The site's folder of settings. A start-up bundle: settings are there before the parts that read them. */
@Export
@Version("0.1.0")
package io.sallyport.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
