using System.Runtime.InteropServices;

namespace Agent.Planning;

/// <summary>Counts what one turn does against its limits.</summary>
internal sealed class TurnBounds(PlannerLimits limits)
{
    private readonly Dictionary<string, int> _same = new(StringComparer.Ordinal);
    private int _rounds;
    private int _calls;

    /// <summary>The bound that a call ran into; null while none did.</summary>
    public StopReason? Reached { get; private set; }

    /// <summary>Counts a call of the chat client.</summary>
    /// <returns>The bound that stands against it.</returns>
    public StopReason? Round(TurnScope scope)
    {
        if (_rounds++ == limits.Rounds) return StopReason.RoundLimit;
        return scope.Usage is { } used && used.InputTokens + used.OutputTokens > limits.Tokens && scope.Route.HandedOver is null ? StopReason.TokenLimit : null;
    }

    /// <summary>Counts a call of a function.</summary>
    public void Call(PlannedCall call)
    {
        if (++_calls > limits.Calls) Reached ??= StopReason.CallLimit;
        var key = call.Name + call.Arguments.GetRawText();
        var times = ++CollectionsMarshal.GetValueRefOrAddDefault(_same, key, out _);
        if (times > limits.SameCall) Reached ??= StopReason.RepeatedCall;
    }
}
