/** An erasure code: what is lost on the way is computed from what arrived. */
@Export
@Version("0.1.0")
package io.sallyport.diode.erasure;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
