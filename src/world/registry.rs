//! The methods of the world that change clusters and container instances.

use super::claim::{Claims, Room};
use super::cluster::{Cluster, ClusterKey, ClusterStatus, Tag};
use super::container_instance::{
    ArnFormat, Attachment, ContainerInstance, InstanceKey, InstanceStatus, NewInstance, Shown,
};
use super::health::{Check, Health};
use super::log::{Body, Record};
use super::service::{ServiceKey, ServiceStatus};
use super::{Attribute, Due, Resource, Stream, VersionInfo, World};
use super::{CLUSTER, name_number};

impl World {
    /// A cluster.
    pub fn cluster(&self, key: ClusterKey) -> Option<&Cluster> {
        self.clusters.get(key.0 as usize)
    }

    /// The cluster of a name, deleted or not.
    pub fn cluster_of_name(&self, name: &str) -> Option<&Cluster> {
        self.cluster(ClusterKey(self.names.get(name_number(CLUSTER, name))? as u32))
    }

    /// All clusters in the order of creation, deleted ones too.
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// Creates a cluster, or creates a deleted one anew. Instances that a deleted one still
    /// has, such as those that failed to register, are there again.
    pub fn create_cluster(&mut self, cluster: Cluster) -> ClusterKey {
        let known = self.cluster_of_name(&cluster.name).map(|known| known.key);
        let key = known.unwrap_or(ClusterKey(u32::try_from(self.clusters.len()).unwrap_or(u32::MAX)));
        self.names.insert(name_number(CLUSTER, &cluster.name), u128::from(key.0));
        match self.clusters.get_mut(key.0 as usize) {
            Some(place) => {
                let (instances, counts) = (std::mem::take(&mut place.instances), place.counts);
                *place = Cluster { key, instances, counts, ..cluster };
            }
            None => self.clusters.push(Cluster { key, ..cluster }),
        }
        key
    }

    /// Deletes a cluster.
    pub fn delete_cluster(&mut self, key: ClusterKey) {
        if let Some(cluster) = self.clusters.get_mut(key.0 as usize) {
            cluster.status = ClusterStatus::Inactive;
        }
    }

    /// Sets the tags of a cluster.
    pub fn tag_cluster(&mut self, key: ClusterKey, tags: Vec<Tag>) {
        if let Some(cluster) = self.clusters.get_mut(key.0 as usize) {
            cluster.tags = tags;
        }
    }

    /// A container instance, whether it can be described or not.
    pub fn instance(&self, key: InstanceKey) -> Option<&ContainerInstance> {
        self.instances.get(key.0 as usize)
    }

    /// All container instances ever, in the order of registration.
    pub fn instances(&self) -> &[ContainerInstance] {
        &self.instances
    }

    /// The instance with an identifier.
    pub fn instance_of_id(&self, id: u128) -> Option<&ContainerInstance> {
        self.instance(InstanceKey(self.instance_ids.get(id)? as u32))
    }

    /// The ARN of an instance.
    pub fn instance_arn(&self, instance: &ContainerInstance) -> String {
        match (instance.format, self.cluster(instance.cluster)) {
            (ArnFormat::Long, Some(cluster)) => {
                self.arn(&format!("container-instance/{}/{:032x}", cluster.name, instance.id))
            }
            _ => self.arn(&format!("container-instance/{}", uuid(instance.id))),
        }
    }

    /// The Availability Zone of an instance; empty if it is not known.
    pub fn zone_of(&self, key: InstanceKey) -> &str {
        let host = self.instance(key).and_then(|instance| self.host(instance.host));
        host.map_or("", |host| &host.availability_zone)
    }

    /// The ARN of a cluster.
    pub fn cluster_arn(&self, name: &str) -> String {
        self.arn(&format!("cluster/{name}"))
    }

    /// Registers an instance: version 1, and the event of its registration.
    pub fn register(&mut self, new: NewInstance) -> InstanceKey {
        let key = InstanceKey(u32::try_from(self.instances.len()).unwrap_or(u32::MAX));
        let id = self.draw_id();
        let connectivity = (self.options.timings.connectivity_ms > 0).then(|| Check::initial(self.now_ms));
        let shown = Shown {
            status: new.status,
            status_reason: None,
            agent_connected: false,
            version_info: self.versions.keep(new.version_info),
            agent_update: None,
            attributes: self.attributes.keep(new.attributes),
            registered: self.resources.keep(new.resources),
            attachments: new.attachments,
            claims: Claims::default(),
            version: 0,
            updated_ms: self.now_ms,
        };
        self.instances.push(ContainerInstance {
            key,
            cluster: new.cluster,
            id,
            format: new.format,
            host: new.host,
            ec2_instance_id: new.ec2_instance_id,
            instance_type: new.instance_type,
            registered_ms: self.now_ms,
            shown,
            health: Health { runtime: Some(Check::initial(self.now_ms)), connectivity, ..Health::default() },
            tags: new.tags,
            tasks: Vec::new(),
            room: Room::default(),
            status_since_ms: self.now_ms,
            disconnected_ms: None,
            remembered: true,
            before: None,
        });
        self.instance_ids.insert(id, u128::from(key.0));
        if let Some(cluster) = self.clusters.get_mut(new.cluster.0 as usize) {
            cluster.instances.push(key);
            if let Some(count) = cluster.count_mut(new.status) {
                *count += 1;
            }
        }
        self.measure(key);
        self.keep_before(key, None);
        self.report(key);
        self.sweep();
        key
    }

    /// Changes what state-change events report of an instance. If something differs then,
    /// `version` is raised and the event written (row `event-version`). Whether something did.
    pub fn change(&mut self, key: InstanceKey, change: impl FnOnce(&mut Shown)) -> bool {
        let Some(mut after) = self.copy_of_shown(key) else { return false };
        change(&mut after);
        self.show(key, &mut after)
    }

    #[inline(never)]
    fn copy_of_shown(&self, key: InstanceKey) -> Option<Box<Shown>> {
        self.instance(key).map(|instance| Box::new(instance.shown.clone()))
    }

    /// Shows something else of an instance, with what follows from it.
    #[inline(never)]
    fn show(&mut self, key: InstanceKey, after: &mut Shown) -> bool {
        let now_ms = self.now_ms;
        let Some(instance) = self.instances.get_mut(key.0 as usize) else { return false };
        (after.version, after.updated_ms) = (instance.shown.version, instance.shown.updated_ms);
        if *after == instance.shown {
            return false;
        }
        let (status, connected) = (after.status, after.agent_connected);
        std::mem::swap(&mut instance.shown, after);
        let before = &*after;
        if before.agent_connected != connected {
            instance.disconnected_ms = before.agent_connected.then_some(now_ms);
        }
        if before.status != status {
            instance.status_since_ms = now_ms;
        }
        if (before.status, before.agent_connected) != (status, connected) {
            self.follow_status(key, before.status, status);
            self.wake_services(key);
        }
        self.keep_before(key, Some(before));
        self.report(key);
        true
    }

    /// Changes how far an agent update is, which no event reports (assumption 61).
    pub fn set_agent_update(&mut self, key: InstanceKey, status: super::AgentUpdateStatus) {
        self.amend(key, |shown| shown.agent_update = Some(status));
    }

    /// Sets the attributes of an instance, which no event reports (assumption 62).
    pub fn set_attributes(&mut self, key: InstanceKey, attributes: Vec<Attribute>) {
        let attributes = self.attributes.keep(attributes);
        self.amend(key, |shown| shown.attributes = attributes);
        self.measure(key);
        self.wake_services(key);
        self.sweep();
    }

    /// Changes how far the attachments of an instance are, which no event reports by itself.
    pub fn set_attachments(&mut self, key: InstanceKey, change: impl FnOnce(&mut [Attachment])) {
        self.amend(key, |shown| change(&mut shown.attachments));
    }

    /// Sets what an instance has to give, as it registers again; no event reports it.
    pub fn set_resources(&mut self, key: InstanceKey, resources: Vec<Resource>) {
        let registered = self.resources.keep(resources);
        self.amend(key, |shown| shown.registered = registered);
        self.measure(key);
        self.sweep();
    }

    /// Sets the versions of an instance and its connection together, as the agent connects.
    pub fn connect(&mut self, key: InstanceKey, versions: VersionInfo) {
        let version_info = self.versions.keep(versions);
        self.change(key, |shown| {
            shown.version_info = version_info;
            shown.agent_connected = true;
        });
        self.sweep();
    }

    /// Sets the tags of an instance.
    pub fn tag_instance(&mut self, key: InstanceKey, tags: Vec<Tag>) {
        if let Some(instance) = self.instances.get_mut(key.0 as usize) {
            instance.tags = tags;
        }
    }

    /// Changes the health of an instance. If a check says something else then, the event
    /// of it is written; `version` stays (assumption 14).
    pub fn change_health(&mut self, key: InstanceKey, change: impl FnOnce(&mut Health)) {
        if let Some(mut after) = self.copy_of_health(key) {
            change(&mut after);
            self.show_health(key, after);
        }
    }

    #[inline(never)]
    fn copy_of_health(&self, key: InstanceKey) -> Option<Box<Health>> {
        self.instance(key).map(|instance| Box::new(instance.health.clone()))
    }

    #[inline(never)]
    fn show_health(&mut self, key: InstanceKey, after: Box<Health>) {
        let Some(instance) = self.instances.get_mut(key.0 as usize) else { return };
        let tells = instance.health.told() != after.told() && instance.remembered;
        instance.health.clone_from(&after);
        if tells {
            self.emit(Body::InstanceHealth { instance: key, health: after });
        }
    }

    /// The connection of an instance's agent ends, as the service sees it: health is
    /// reported no more, and if the agent stays away AGENT_CONNECTIVITY tells so.
    pub fn end_connection(&mut self, key: InstanceKey) {
        let (now_ms, timings) = (self.now_ms, self.options.timings.clone());
        if !self.change(key, |shown| shown.agent_connected = false) {
            return;
        }
        self.change_health(key, |health| health.end(now_ms, timings.heartbeat_ms));
        let Some(instance) = self.instance(key) else { return };
        let here = matches!(instance.shown.status, InstanceStatus::Active | InstanceStatus::Draining);
        if here && instance.health.connectivity.is_some() {
            self.schedule(Due::Connectivity(key), timings.connectivity_ms);
        }
    }

    /// Forgets an INACTIVE instance: it cannot be described any more.
    pub fn forget(&mut self, key: InstanceKey) {
        if let Some(instance) = self.instances.get_mut(key.0 as usize) {
            instance.remembered = false;
            instance.before = None;
        }
    }

    /// An event that was on its way arrives.
    pub fn deliver(&mut self, number: u64) {
        let pending = &mut self.pending.records;
        if let Ok(place) = pending.binary_search_by_key(&number, |(known, _)| *known) {
            self.log.arrive(pending.remove(place).1);
        }
    }

    /// The scheduler looks at the services that have tasks on an instance, at those that have
    /// one on every host and, where it can take some, at those that are kept even among zones.
    pub(super) fn wake_services(&mut self, key: InstanceKey) {
        let Some(instance) = self.instance(key) else { return };
        let (cluster, shown) = (instance.cluster, &instance.shown);
        let takes = shown.status == InstanceStatus::Active && shown.agent_connected;
        // By their numbers, each once: the order is that in which they are looked at.
        let mut services: Vec<ServiceKey> = Vec::new();
        let mut add = |key: ServiceKey| {
            if let Err(place) = services.binary_search(&key) {
                services.insert(place, key);
            }
        };
        for service in &self.services {
            let wants = service.daemon || service.rebalancing && takes;
            if wants && service.cluster == cluster && service.status != ServiceStatus::Inactive {
                add(service.key);
            }
        }
        self.tasks_of(instance).filter_map(|task| task.service).for_each(add);
        for service in services {
            self.wake(service);
        }
    }

    /// Changes what is shown without an event.
    pub(super) fn amend(&mut self, key: InstanceKey, change: impl FnOnce(&mut Shown)) {
        if let Some(mut after) = self.copy_of_shown(key) {
            change(&mut after);
            self.show_quietly(key, &mut after);
        }
    }

    #[inline(never)]
    fn show_quietly(&mut self, key: InstanceKey, after: &mut Shown) {
        let Some(instance) = self.instances.get_mut(key.0 as usize) else { return };
        std::mem::swap(&mut instance.shown, after);
        self.keep_before(key, Some(after));
    }

    /// Keeps the cluster's counts and list as the status has it.
    fn follow_status(&mut self, key: InstanceKey, before: InstanceStatus, after: InstanceStatus) {
        let Some(cluster) = self.instance(key).map(|instance| instance.cluster) else { return };
        let Some(cluster) = self.clusters.get_mut(cluster.0 as usize) else { return };
        if let Some(count) = cluster.count_mut(before) {
            *count -= 1;
        }
        if let Some(count) = cluster.count_mut(after) {
            *count += 1;
        }
        if after == InstanceStatus::Inactive
            && let Ok(place) = cluster.instances.binary_search(&key)
        {
            cluster.instances.remove(place);
        }
    }

    /// Keeps what late reads go on showing for a while, drawn for each change.
    fn keep_before(&mut self, key: InstanceKey, before: Option<&Shown>) {
        if self.options.read_lag_ms == 0 {
            return;
        }
        let until_ms = self.now_ms + self.draw(Stream::Reads, 0, self.options.read_lag_ms);
        let now_ms = self.now_ms;
        if let Some(instance) = self.instances.get_mut(key.0 as usize)
            && instance.before.as_deref().is_none_or(|(until_ms, _)| *until_ms <= now_ms)
        {
            instance.before = Some(Box::new((until_ms, before.cloned())));
        }
    }

    /// Raises the version and writes the event.
    fn report(&mut self, key: InstanceKey) {
        let now_ms = self.now_ms;
        let Some(instance) = self.instances.get_mut(key.0 as usize) else { return };
        instance.shown.version += 1;
        instance.shown.updated_ms = now_ms;
        let shown = Box::new(instance.shown.clone());
        self.emit(Body::InstanceState { instance: key, shown });
    }

    /// Sends an event off: it arrives at once, or late, or twice.
    pub(super) fn emit(&mut self, body: Body) {
        let record = Record { sequence: 0, id: self.draw_id(), time_ms: self.now_ms, body };
        let delivery = self.options.delivery.clone();
        if delivery.late_ms == 0 && delivery.twice_per_mille == 0 {
            return self.log.arrive(record);
        }
        let twice = self.draw(Stream::Delivery, 1, 1000) <= u64::from(delivery.twice_per_mille);
        for _ in 0..=u32::from(twice) {
            let late_ms = self.draw(Stream::Delivery, 0, delivery.late_ms);
            self.pending.count += 1;
            self.pending.records.push((self.pending.count, record.clone()));
            self.schedule(Due::Deliver(self.pending.count), late_ms);
        }
    }

    /// Forgets lists that nothing shows any more, when there are many.
    fn sweep(&mut self) {
        if !(self.attributes.is_full() || self.resources.is_full() || self.versions.is_full()) {
            return;
        }
        let (mut attributes, mut resources, mut versions) = (Vec::new(), Vec::new(), Vec::new());
        let mut note = |shown: &Shown| {
            attributes.push(shown.attributes);
            resources.push(shown.registered);
            versions.push(shown.version_info);
        };
        for instance in &self.instances {
            note(&instance.shown);
            if let Some((_, Some(before))) = instance.before.as_deref() {
                note(before);
            }
        }
        let mut note_record = |record: &Record| {
            if let Body::InstanceState { shown, .. } = &record.body {
                note(shown);
            }
        };
        self.log.after(0).for_each(&mut note_record);
        self.pending.records.iter().for_each(|(_, record)| note_record(record));
        self.attributes.sweep(&attributes);
        self.resources.sweep(&resources);
        self.versions.sweep(&versions);
    }
}

/// The bits of an identifier as a UUID is written.
pub fn uuid(bits: u128) -> String {
    let mut text = format!("{bits:032x}");
    for place in [8, 13, 18, 23] {
        text.insert(place, '-');
    }
    text
}
