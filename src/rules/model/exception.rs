//! The exceptions of the service.

/// An exception of the service, by its name on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exception {
    /// A value of the wrong JSON type.
    SerializationException,
    /// A parameter that the service does not take.
    InvalidParameterException,
    /// The service's general refusal.
    ClientException,
    /// There is no such cluster, or it was deleted.
    ClusterNotFoundException,
    /// The cluster still has container instances.
    ClusterContainsContainerInstancesException,
    /// The cluster still has services.
    ClusterContainsServicesException,
    /// The cluster still has tasks.
    ClusterContainsTasksException,
    /// There is no such service.
    ServiceNotFoundException,
    /// The service was deleted.
    ServiceNotActiveException,
    /// The target of an attribute does not exist.
    TargetNotFoundException,
    /// More custom attributes than a resource may have.
    AttributeLimitExceededException,
    /// The resource to tag does not exist.
    ResourceNotFoundException,
    /// A quota is used up.
    LimitExceededException,
    /// The agent is the latest, or too old for a way there.
    NoUpdateAvailableException,
    /// The version of the agent is not known.
    MissingVersionException,
    /// An update is under way.
    UpdateInProgressException,
    /// Too many requests.
    ThrottlingException,
    /// A fault of the service itself.
    ServerException,
    /// An operation that the service does not have.
    UnknownOperationException,
    /// An operation that the service has and that is not simulated here. Not the service's own.
    NotSimulatedException,
}

impl Exception {
    /// All of them.
    pub const ALL: [Exception; 20] = [
        Exception::SerializationException,
        Exception::InvalidParameterException,
        Exception::ClientException,
        Exception::ClusterNotFoundException,
        Exception::ClusterContainsContainerInstancesException,
        Exception::ClusterContainsServicesException,
        Exception::ClusterContainsTasksException,
        Exception::ServiceNotFoundException,
        Exception::ServiceNotActiveException,
        Exception::TargetNotFoundException,
        Exception::AttributeLimitExceededException,
        Exception::ResourceNotFoundException,
        Exception::LimitExceededException,
        Exception::NoUpdateAvailableException,
        Exception::MissingVersionException,
        Exception::UpdateInProgressException,
        Exception::ThrottlingException,
        Exception::ServerException,
        Exception::UnknownOperationException,
        Exception::NotSimulatedException,
    ];

    /// The exception of a name.
    pub fn from_name(name: &str) -> Option<Exception> {
        Exception::ALL.into_iter().find(|exception| exception.name() == name)
    }

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Exception::SerializationException => "SerializationException",
            Exception::InvalidParameterException => "InvalidParameterException",
            Exception::ClientException => "ClientException",
            Exception::ClusterNotFoundException => "ClusterNotFoundException",
            Exception::ClusterContainsContainerInstancesException => "ClusterContainsContainerInstancesException",
            Exception::ClusterContainsServicesException => "ClusterContainsServicesException",
            Exception::ClusterContainsTasksException => "ClusterContainsTasksException",
            Exception::ServiceNotFoundException => "ServiceNotFoundException",
            Exception::ServiceNotActiveException => "ServiceNotActiveException",
            Exception::TargetNotFoundException => "TargetNotFoundException",
            Exception::AttributeLimitExceededException => "AttributeLimitExceededException",
            Exception::ResourceNotFoundException => "ResourceNotFoundException",
            Exception::LimitExceededException => "LimitExceededException",
            Exception::NoUpdateAvailableException => "NoUpdateAvailableException",
            Exception::MissingVersionException => "MissingVersionException",
            Exception::UpdateInProgressException => "UpdateInProgressException",
            Exception::ThrottlingException => "ThrottlingException",
            Exception::ServerException => "ServerException",
            Exception::UnknownOperationException => "UnknownOperationException",
            Exception::NotSimulatedException => "NotSimulatedException",
        }
    }

    /// The HTTP status that it travels with (row `protocol-status`).
    pub const fn http_status(self) -> u16 {
        match self {
            Exception::ServerException => 500,
            Exception::NotSimulatedException => 501,
            _ => 400,
        }
    }
}
