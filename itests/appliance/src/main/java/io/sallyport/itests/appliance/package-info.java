/** The harness: boots the built assembly as a real process and drives it from outside, as a person or an attacker would. */
package io.sallyport.itests.appliance;
