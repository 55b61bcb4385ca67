/** The SDK medium: a Maven repository with all that partners build with, without a network. */
package io.sallyport.signedrepo.sdk;
