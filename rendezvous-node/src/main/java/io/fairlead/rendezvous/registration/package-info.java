/**
 * Who a device is and where it is: the rules of protocol section 6 ({@link
 * io.fairlead.rendezvous.registration.KeyRules}, pure), the devices that this node holds ({@link
 * io.fairlead.rendezvous.registration.DeviceTable}), and what carries the rules out ({@link
 * io.fairlead.rendezvous.registration.RegistrationService}). Called on event loops and threads that receive; a
 * heartbeat of a known device touches nothing but the table ({@link
 * io.fairlead.rendezvous.registration.HeartbeatReader}).
 */
package io.fairlead.rendezvous.registration;
