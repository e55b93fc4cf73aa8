namespace Agent.Plugins;

/// <summary>What a turn is bound to. Each turn creates its own plugin instances over it, so that no function ever takes an identity from a model.</summary>
public sealed record TurnContext
{
    public required string PersonId { get; init; }

    public required string ConversationId { get; init; }

    public required string TurnId { get; init; }

    public required Language Language { get; init; }

    /// <summary>"At six", daily limits and opening hours mean this zone.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    public required TimeProvider Clock { get; init; }

    public required IdSource Ids { get; init; }

    /// <summary>When the turn must have answered, in <see cref="Clock"/>'s timestamps; null in tools and tests that set no bound.</summary>
    public long? DeadlineTimestamp { get; init; }

    public DateTimeOffset Now => TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), TimeZone);
}
