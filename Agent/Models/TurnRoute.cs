using Agent.Plugins;
using Agent.Prompts;

namespace Agent.Models;

/// <summary>Who answers in one turn: made with the turn, and shared by the planner and the ladder. Once express has taken over, it keeps the turn.</summary>
internal sealed class TurnRoute(TurnContext turn, ModelUsage conversation, long modelsUntil)
{
    private readonly Dictionary<string, ModelUsage> _used = new(StringComparer.Ordinal);

    public TurnContext Turn => turn;

    /// <summary>What this conversation had used before the turn.</summary>
    public ModelUsage Before => conversation;

    /// <summary>After this timestamp of the clock no model is asked.</summary>
    public long ModelsUntil => modelsUntil;

    /// <summary>Whether spans may hold what is said.</summary>
    public bool RecordsContent { get; init; }

    /// <summary>Why express answers from here on; null while a model may.</summary>
    public string? HandedOver { get; private set; }

    /// <summary>A model gave at least one answer that stands.</summary>
    public bool ServedByModel { get; set; }

    /// <summary>What the person was last told, in this turn or before it; null where that is for the dialogue state to say.</summary>
    public bool? ToldModelsOut { get; set; }

    /// <summary>What stands before the turn's own messages; the same in all of its rounds.</summary>
    public PromptPrefix? Prefix { get; set; }

    /// <summary>By rung, in the order of first use.</summary>
    public IReadOnlyCollection<KeyValuePair<string, ModelUsage>> Used => _used;

    public ModelUsage Total
    {
        get
        {
            var total = default(ModelUsage);
            foreach (var used in _used.Values) total += used;
            return total;
        }
    }

    public void HandOver(string reason) => HandedOver ??= reason;

    public void Use(string rung, ModelUsage usage) => _used[rung] = _used.GetValueOrDefault(rung) + usage;
}
