using Agent.Conversations;
using Microsoft.Extensions.AI;

namespace Agent.Express;

/// <summary>
/// A turn that waits for results travels with its own calls in the messages, so that it goes on where it stopped. Where it does not come back (the messages were stored between,
/// another chat client took over, the call is made a second time), the turn is run again from its start, to the same end.
/// </summary>
internal static class PausedTurn
{
    /// <returns>The turn, gone on with its results; null where it has to be run from its start.</returns>
    public static ExpressTurn? GoOn(IEnumerable<ChatMessage> messages, DialogueState state)
    {
        if (messages is not IList<ChatMessage> all) return null;
        var at = all.Count - 1;
        while (at >= 0 && all[at].Role == ChatRole.Tool) at--;
        if (at < 0 || Of(all[at]) is not { } turn || !Same(turn.State, state)) return null;
        var results = new object?[turn.Waiting.Count];
        for (var i = 0; i < results.Length; i++)
            if (!Find(all, at + 1, turn.Waiting[i].CallId, out results[i])) return null;
        return turn.GoOn(results) ? turn : null;
    }

    /// <summary>The turn whose calls, and no others, the message makes.</summary>
    private static ExpressTurn? Of(ChatMessage message)
    {
        ExpressTurn? turn = null;
        var calls = 0;
        foreach (var content in message.Contents)
        {
            if (content is not FunctionCallContent call) continue;
            if (call.RawRepresentation is not ExpressTurn of || (turn is not null && of != turn) || !of.Waiting.Contains(call)) return null;
            turn = of;
            calls++;
        }

        return calls > 0 && calls == turn!.Waiting.Count ? turn : null;
    }

    private static bool Same(DialogueState before, DialogueState now) => before == now || before with { Functions = now.Functions } == now;

    private static bool Find(IList<ChatMessage> messages, int from, string callId, out object? found)
    {
        found = null;
        for (var i = from; i < messages.Count; i++)
        {
            foreach (var content in messages[i].Contents)
            {
                if (content is not FunctionResultContent result || result.CallId != callId) continue;
                found = result.Result;
                return true;
            }
        }

        return false;
    }
}
