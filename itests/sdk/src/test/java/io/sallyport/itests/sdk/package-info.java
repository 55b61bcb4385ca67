/** The plugin SDK as a partner meets it: projects that know nothing of this build. */
package io.sallyport.itests.sdk;
