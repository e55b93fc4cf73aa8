using Agent.Plugins;
using Agent.Plugins.Files;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.ScriptedModel.Script;

namespace Agent.Sandbox.ScriptedModel;

/// <summary>What a scripted model answers to which request, read from a file. Immutable; several servers may answer from one.</summary>
public sealed class ModelScript
{
    private static readonly FileKind Files = new("script_broken", SandboxCatalogue.Currency, SandboxCatalogue.CityOffset);

    internal ModelScript(IReadOnlyList<string> models, IReadOnlyList<Rule> rules) => (Models, Rules) = (models, rules);

    /// <summary>The names under which the server says that it has models; a request may name any other.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>The first that fits answers.</summary>
    internal IReadOnlyList<Rule> Rules { get; }

    /// <exception cref="ShopException">"script_broken": the message names file, line and what is expected there.</exception>
    public static ModelScript Load(string path) => ScriptReader.Read(YamlFile.Read("", path, Files));

    /// <param name="name">As messages name it.</param>
    /// <exception cref="ShopException">As <see cref="Load"/>.</exception>
    public static ModelScript Parse(string yaml, string name = "script") => ScriptReader.Read(YamlFile.Parse(name, yaml, Files));
}
