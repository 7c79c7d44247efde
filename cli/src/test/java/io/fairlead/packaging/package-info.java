/**
 * What the build packs: the image, the Debian package, and the Compose files that use the image. Opened as who installs
 * them opens them, and run.
 */
package io.fairlead.packaging;
