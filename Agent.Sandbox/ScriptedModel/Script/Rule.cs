using Agent.Sandbox.ScriptedModel.Requests;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>What a request must hold to be answered so.</summary>
/// <param name="Place">Where it stands: "taro.yaml, line 12".</param>
/// <param name="Times">It answers so many requests and then no more; null for all of them.</param>
/// <param name="ByRound">The answers are those to the first, second… request of a turn; otherwise there is one for all.</param>
internal sealed record Rule(string Place, Condition When, int? Times, bool ByRound, IReadOnlyList<Answer> Answers)
{
    /// <returns>Null where the rule does not fit.</returns>
    public Answer? AnswerTo(AskedRequest asked)
    {
        var at = ByRound ? asked.Round : 0;
        return at < Answers.Count && When.Fits(asked) ? Answers[at] : null;
    }
}
