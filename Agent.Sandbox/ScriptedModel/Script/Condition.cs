using Agent.Sandbox.ScriptedModel.Requests;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>All that is named must hold; what is null is not asked for.</summary>
/// <param name="User">Of the last user message.</param>
/// <param name="System">Of the system and developer messages together.</param>
/// <param name="Round">How many answers the model has given since the last user message.</param>
/// <param name="Results">Of the latest result of each function named.</param>
internal sealed record Condition(TextMatch? User, TextMatch? System, TextMatch? Model, (int Least, int Most)? Round, IReadOnlyList<(string Function, TextMatch Text)> Results)
{
    public static Condition None { get; } = new(null, null, null, null, []);

    public bool Fits(AskedRequest asked)
    {
        if (Round is var (least, most) && (asked.Round < least || asked.Round > most)) return false;
        if (Model is not null && !Model.Fits(asked.Model)) return false;
        if (User is not null && !User.Fits(asked.User)) return false;
        if (System is not null && !System.Fits(asked.System)) return false;
        foreach (var (function, text) in Results)
            if (asked.ResultOf(function) is not { } result || !text.Fits(result.Text)) return false;
        return true;
    }
}
