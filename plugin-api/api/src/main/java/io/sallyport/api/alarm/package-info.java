/** Conditions that an operator must know of and answer, in the states of ISA-18.2. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.alarm;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
