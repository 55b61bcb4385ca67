/** The signed-repo tool: makes keys, a TUF repository, packages and media, and checks them. Private keys are opened only while signing. */
package io.sallyport.signedrepo;
