using Agent.Plugins.Storage;

namespace Agent.Conversations;

/// <summary>The conversations in use, so that a turn and whoever follows it share one log. Idle ones are forgotten beyond a bound; they are read again from storage.</summary>
internal sealed class ConversationLogs(IDatabase database, TimeProvider clock) : IDisposable
{
    private const int MostIdle = 256;

    private readonly Dictionary<(string Person, string Conversation), ConversationLog> _logs = [];
    private long _uses;

    /// <summary>The one log of the conversation, held until <see cref="ConversationLog.LetGo"/>.</summary>
    public ConversationLog Hold(string personId, string conversationId)
    {
        lock (_logs)
        {
            if (!_logs.TryGetValue((personId, conversationId), out var log))
            {
                if (_logs.Count >= MostIdle) Forget();
                _logs.Add((personId, conversationId), log = new ConversationLog(database, clock, personId, conversationId));
            }

            log.LastUse = ++_uses;
            log.Hold();
            return log;
        }
    }

    public void Dispose()
    {
        lock (_logs)
            foreach (var log in _logs.Values) log.Dispose();
    }

    private void Forget()
    {
        foreach (var (key, log) in _logs.Where(l => l.Value.IsIdle).OrderBy(l => l.Value.LastUse).Take(MostIdle / 2).ToArray())
        {
            _logs.Remove(key);
            log.Dispose();
        }
    }
}
