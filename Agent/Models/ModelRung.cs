using Microsoft.Extensions.AI;

namespace Agent.Models;

/// <summary>One step of the ladder of models: tried in the order of registration, before express.</summary>
/// <param name="Name">What operators call it; it stands in traces.</param>
/// <param name="Client">Speaks to one model. It fails by exception, and its calls are whole before it gives them.</param>
public sealed record ModelRung(string Name, IChatClient Client, ModelLimits Limits);
