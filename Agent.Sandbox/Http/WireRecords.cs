using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;

namespace Agent.Sandbox.Http;

/// <summary>What a follower of the world must know to begin.</summary>
internal sealed record WorldState(IReadOnlyList<PlatformInfo> Platforms, Pacing Pacing, IReadOnlyList<string> Faults);

internal sealed record KeyBody(string Key);

internal sealed record TermsBody(IReadOnlyList<LineUnits> Lines);

internal sealed record CancelBody(string Key, IReadOnlyList<LineUnits> Lines, Money MostFee);

internal sealed record ProblemBody(string Key, ProblemReport Report);

internal sealed record AuthoriseBody(string Key, string PersonId, string Method, Money Amount);

internal sealed record RefundBody(string Key, string RefundKey, Money Amount);

/// <summary>A <see cref="ShopException"/> on the wire.</summary>
internal sealed record ErrorBody(string Code, string Message, string? Subject);
