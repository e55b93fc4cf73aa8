using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Conversations;

/// <summary>TurnEvents as rows. A conversation is found only by its owner; another person's id names nothing.</summary>
internal static class ConversationStore
{
    /// <summary>Numbers the events after the last that is stored, and appends them as one row.</summary>
    /// <returns>The events as they were numbered.</returns>
    public static IReadOnlyList<TurnEvent> Append(ITransaction tx, string personId, string conversationId, IReadOnlyList<TurnEvent> events)
    {
        var last = tx.QueryFirst(
            "INSERT INTO conversations (person_id, id, last_number, touched_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET last_number = last_number + excluded.last_number, touched_at = excluded.touched_at RETURNING last_number",
            row => row.Number(0),
            personId,
            conversationId,
            events.Count,
            events[^1].At);
        var numbered = new TurnEvent[events.Count];
        for (var i = 0; i < numbered.Length; i++)
        {
            var number = last - numbered.Length + 1 + i;
            numbered[i] = events[i].Number == number ? events[i] : events[i] with { Number = number };
        }

        tx.Execute(
            "INSERT INTO turn_events (person_id, conversation_id, last_number, content) VALUES ($1, $2, $3, $4)",
            personId,
            conversationId,
            last,
            EventWriter.Write(numbered));
        return numbered;
    }

    public static IReadOnlyList<TurnEvent> Read(ITransaction tx, string personId, string conversationId, long afterNumber)
    {
        var rows = tx.Query(
            "SELECT content FROM turn_events WHERE person_id = $1 AND conversation_id = $2 AND last_number > $3 ORDER BY last_number",
            row => JsonSerializer.Deserialize(row.Text(0), AgentJson.Relaxed.IReadOnlyListTurnEvent)!,
            personId,
            conversationId,
            afterNumber);
        return [.. rows.SelectMany(events => events).Where(e => e.Number > afterNumber)];
    }

    /// <summary>The conversation that the person used last; null for a person who has none.</summary>
    public static string? Latest(ITransaction tx, string personId) =>
        tx.QueryFirst("SELECT id FROM conversations WHERE person_id = $1 ORDER BY touched_at DESC, id LIMIT 1", row => row.Text(0), personId);
}
