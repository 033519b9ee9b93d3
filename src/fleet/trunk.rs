//! Trunk interfaces of instances (rows `status-…-trunk`, `status-trunk-…`).

use crate::world::{Attachment, AttachmentStatus, Attribute, Due, InstanceKey, InstanceStatus, TRUNK_ATTRIBUTE, World};

/// The next change of an instance's trunk interface.
pub(super) fn step(world: &mut World, key: InstanceKey) {
    let Some(instance) = world.instance(key) else { return };
    match (instance.shown.status, instance.shown.attachments.first().map(|attachment| attachment.status)) {
        (InstanceStatus::Registering, Some(AttachmentStatus::Precreated)) => {
            world.set_attachments(key, |attachments| set_all(attachments, AttachmentStatus::Attaching));
            world.schedule(Due::Trunk(key), world.options().timings.trunk_attach_ms.div_ceil(2));
        }
        (InstanceStatus::Registering, _) if world.ordered().trunk_failures > 0 => fail(world, key),
        (InstanceStatus::Registering, _) => attach(world, key),
        (InstanceStatus::Deregistering, _) => {
            world.change(key, |shown| {
                set_all(&mut shown.attachments, AttachmentStatus::Deleted);
                shown.status = InstanceStatus::Inactive;
            });
            world.schedule(Due::Forget(key), world.options().timings.inactive_ms);
        }
        _ => {}
    }
}

fn attach(world: &mut World, key: InstanceKey) {
    let interface = format!("eni-{:017x}", world.draw_id() >> 60);
    let Some(instance) = world.instance(key) else { return };
    let mut attributes = world.attributes(instance.shown.attributes).to_vec();
    let subnet = attributes.iter().find(|attribute| attribute.name == "ecs.subnet-id");
    let subnet = subnet.and_then(|attribute| attribute.value.clone());
    attributes.push(Attribute::new(TRUNK_ATTRIBUTE, &interface));
    world.set_attributes(key, attributes);
    world.change(key, |shown| {
        shown.status = InstanceStatus::Active;
        for attachment in &mut shown.attachments {
            attachment.status = AttachmentStatus::Attached;
            attachment.details = vec![("networkInterfaceId".to_owned(), interface.clone())];
            attachment.details.extend(subnet.clone().map(|subnet| ("subnetId".to_owned(), subnet)));
        }
    });
}

/// Row `status-trunk-failed`.
fn fail(world: &mut World, key: InstanceKey) {
    let reason = world.ordered().trunk_reason.clone();
    world.order(|ordered| {
        ordered.trunk_failures -= 1;
        if ordered.trunk_failures == 0 {
            ordered.trunk_reason = None;
        }
    });
    let Some(instance) = world.instance(key) else { return };
    let attributes = world.attributes(instance.shown.attributes);
    let subnet = attributes.iter().find(|attribute| attribute.name == "ecs.subnet-id");
    let subnet = subnet.and_then(|attribute| attribute.value.as_deref()).unwrap_or("subnet-unknown");
    let usual = format!(
        "Unexpected EC2 error while attempting to Create Network Interface in subnet '{subnet}': InvalidParameterValue"
    );
    world.change(key, |shown| {
        shown.status = InstanceStatus::RegistrationFailed;
        shown.status_reason = Some(reason.unwrap_or(usual));
        set_all(&mut shown.attachments, AttachmentStatus::Failed);
    });
}

fn set_all(attachments: &mut [Attachment], status: AttachmentStatus) {
    attachments.iter_mut().for_each(|attachment| attachment.status = status);
}
